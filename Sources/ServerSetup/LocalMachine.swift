import CLinux
import Files
import Glibc

/// The machine that this process runs on.
package struct LocalMachine: Machine {
  /// Where the programs of an administrator are, whatever the caller's path says.
  private static let places = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
  private static let limitBytes = 1_048_576

  /// This machine.
  package init() {}

  package func run(_ words: [String], input: String) throws(MachineProblem) -> ProgramAnswer {
    let name = words.first ?? ""
    guard let path = Self.candidates(name).first(where: { access($0, X_OK) == 0 }) else {
      throw .noProgram(name)
    }
    var given = Pipe()
    var said = Pipe()
    guard given.open(), said.open() else { throw .failed(program: name, words: Self.lastError) }
    var child: pid_t = 0
    let failure = Self.withArguments(words) { arguments in
      Self.withArguments(["PATH=" + Self.places.joined(separator: ":"), "LC_ALL=C.UTF-8"]) { environment in
        kaunta_spawn(path, arguments, environment, nil, given.reading, said.writing, said.writing, 0, &child)
      }
    }
    given.closeReading()
    said.closeWriting()
    defer { said.closeReading() }
    guard failure == 0 else {
      given.closeWriting()
      throw .failed(program: name, words: String(cString: strerror(failure)))
    }
    // Short enough for the pipe: nothing here is handed more than a line.
    _ = input.utf8.withContiguousStorageIfAvailable { Glibc.write(given.writing, $0.baseAddress, $0.count) }
    given.closeWriting()
    let text = said.readToEnd(limitBytes: Self.limitBytes)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return ProgramAnswer(code: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, text: text)
  }

  package func hasProgram(_ name: String) -> Bool { Self.candidates(name).contains { access($0, F_OK) == 0 } }

  private static func candidates(_ name: String) -> [String] {
    name.hasPrefix("/") ? [name] : places.map { $0 + "/" + name }
  }

  package func text(of path: String) -> String? {
    guard let bytes = try? WholeFile.read(path, limitBytes: Self.limitBytes), bytes.count <= Self.limitBytes else {
      return nil
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  package func write(_ path: String, _ text: String, mode: UInt32) throws(MachineProblem) {
    let name = ByPath.name(of: path)
    let place = ByPath.directory(of: path)
    do throws(FileError) {
      let directory = try Directory<FileError>.open(path: place, label: place, calls: CheckedCalls())
      // Beside it and moved into its place, so that a reader finds the old text or the new one.
      directory.unlinkQuietly(name + ".new")
      try directory.create(name + ".new", Array(text.utf8), mode: mode, durably: true)
      try directory.replace(name + ".new", to: directory, as: name)
      try directory.sync()
    } catch {
      throw .cannotWrite(path, reason: error.words)
    }
  }

  package func remove(_ path: String) { ByPath.removeQuietly(path) }

  package func names(in directory: String) -> [String] {
    let opened = try? Directory<FileError>.open(path: directory, label: directory, calls: CheckedCalls())
    return ((try? opened?.list()) ?? []).sorted()
  }

  private static var lastError: String { String(cString: strerror(errno)) }

  private static func withArguments<Result>(
    _ words: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let copies = words.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("there is a last nil at least") }
      return body(base)
    }
  }
}

/// Two ends of a pipe, each closed once.
private struct Pipe {
  private(set) var reading: Int32 = -1
  private(set) var writing: Int32 = -1

  mutating func open() -> Bool {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return false }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
    return true
  }

  mutating func closeReading() { Self.close(&reading) }

  mutating func closeWriting() { Self.close(&writing) }

  func readToEnd(limitBytes: Int) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = read(reading, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      if bytes.count < limitBytes { bytes += buffer[..<count] }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func close(_ end: inout Int32) {
    if end >= 0 { Glibc.close(end) }
    end = -1
  }
}
