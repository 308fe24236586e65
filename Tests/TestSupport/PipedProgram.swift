import Glibc

/// A real program without a terminal: its output comes through pipes.
///
/// ```swift
/// let simulator = try PipedProgram(BuiltProducts.path(of: "kaunta"), arguments: ["simulate", "--listen",
/// "127.0.0.1:0"]) let line = try simulator.waitForLine { $0.hasPrefix("listening on ") }
/// ```
package final class PipedProgram {
  /// The program.
  package let process: ChildProcess

  /// Nil once the program was told that no more comes.
  private var inputPipe: Int32?
  private var outputPipe: Int32
  private var errorPipe: Int32
  private var outputBytes: [UInt8] = []
  private var errorBytes: [UInt8] = []

  /// Starts a program with text on its standard input; `environment` is laid over the standard one.
  ///
  /// - Parameter keepsInput: More may be sent to it later.
  package init(
    _ executable: String, arguments: [String] = [], environment: [String: String] = [:], input: String = "",
    keepsInput: Bool = false
  ) throws {
    let output = try Self.pipe()
    let errors = try Self.pipe()
    let inputs = try Self.pipe()
    outputPipe = output.read
    errorPipe = errors.read
    defer { for descriptor in [output.write, errors.write, inputs.read] { close(descriptor) } }
    defer { if !keepsInput { close(inputs.write) } }
    let text = Array(input.utf8)
    // Less than a pipe holds, so that no writer is needed beside the program.
    guard text.count < 60000, text.isEmpty || write(inputs.write, text, text.count) == text.count else {
      throw TestFailure("too much input for a pipe")
    }
    let variables = SpawnedProgram.standardEnvironment.merging(environment) { _, new in new }
      .filter { !$0.value.isEmpty }
    process = try ChildProcess(
      executable, arguments: arguments, environment: variables, input: inputs.read, output: output.write,
      errors: errors.write)
    if keepsInput { inputPipe = inputs.write }
  }

  /// Writes to its standard input, in one piece.
  package func send(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard let inputPipe, Glibc.write(inputPipe, bytes, bytes.count) == bytes.count else {
      throw TestFailure("the program takes no input")
    }
  }

  /// No more comes on its standard input.
  package func endInput() {
    if let inputPipe { close(inputPipe) }
    inputPipe = nil
  }

  deinit {
    endInput()
    close(outputPipe)
    close(errorPipe)
  }

  /// Runs a program to its end.
  package static func run(
    _ executable: String, arguments: [String] = [], environment: [String: String] = [:], input: String = "",
    timeoutSeconds: Double = Deadline.usualSeconds
  ) throws -> (status: ExitStatus, output: String, errors: String) {
    let program = try PipedProgram(executable, arguments: arguments, environment: environment, input: input)
    let status = try program.waitForExit(timeoutSeconds: timeoutSeconds)
    return (status, program.output, program.errors)
  }

  /// What it has written to standard output so far.
  package var output: String {
    takeOutput(waitMilliseconds: 0)
    return String(decoding: outputBytes, as: UTF8.self)
  }

  /// What it has written to standard error so far.
  package var errors: String {
    takeOutput(waitMilliseconds: 0)
    return String(decoding: errorBytes, as: UTF8.self)
  }

  /// Waits for a whole line of standard output.
  package func waitForLine(
    timeoutSeconds: Double = Deadline.usualSeconds, _ condition: (String) -> Bool
  ) throws -> String {
    let deadline = Deadline(afterSeconds: timeoutSeconds)
    while true {
      let ended = process.reapIfEnded() != nil
      // A line counts once its end is there.
      let lines = output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      if let line = lines.first(where: { condition(String($0)) }) { return String(line) }
      guard !ended, !deadline.hasPassed else {
        throw TestFailure("no such line from the program\noutput:\n\(output)\nerrors:\n\(errors)")
      }
      takeOutput(waitMilliseconds: 50)
    }
  }

  /// Waits until the program has ended, taking what it still writes.
  package func waitForExit(timeoutSeconds: Double = Deadline.usualSeconds) throws -> ExitStatus {
    let deadline = Deadline(afterSeconds: timeoutSeconds)
    while true {
      if let status = process.reapIfEnded() {
        takeOutput(waitMilliseconds: 0)
        return status
      }
      takeOutput(waitMilliseconds: 10)
      try deadline.lookAgain(
        "after \(timeoutSeconds) seconds, still running\noutput:\n\(output)\nerrors:\n\(errors)")
    }
  }

  private func takeOutput(waitMilliseconds: Int32) {
    var ready = [outputPipe, errorPipe].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&ready, 2, waitMilliseconds) > 0 else { return }
    outputBytes += Self.available(outputPipe)
    errorBytes += Self.available(errorPipe)
  }

  private static func available(_ descriptor: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw TestFailure("pipe: \(String(cString: strerror(errno)))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    return (ends[0], ends[1])
  }
}
