import CLinux
import Glibc

/// How a program ended.
package enum ExitStatus: Sendable, Equatable {
  /// By itself, with a code.
  case exited(code: Int32)
  /// By a signal.
  case signalled(number: Int32)
}

/// A program that a test started, whatever it talks to; killed and reaped when the value goes away.
package final class ChildProcess {
  /// The process number.
  package let processID: Int32
  /// How it ended, once that is known.
  package private(set) var exitStatus: ExitStatus?

  /// Starts a program with exactly this environment.
  package init(
    _ executable: String, arguments: [String], environment: [String: String], terminal: String? = nil,
    input: Int32 = -1, output: Int32 = -1, errors: Int32 = -1
  ) throws {
    var child: pid_t = 0
    let variables = environment.map { "\($0.key)=\($0.value)" }.sorted()
    let failure = withCStrings([executable] + arguments) { arguments in
      withCStrings(variables) { variables in
        kaunta_spawn(executable, arguments, variables, terminal, input, output, errors, 1, &child)
      }
    }
    guard failure == 0 else {
      throw TestFailure("cannot start \(executable): \(String(cString: strerror(failure)))")
    }
    processID = child
  }

  deinit { kill() }

  /// Sends a signal, if the program still runs.
  package func signal(_ number: Int32) {
    if reapIfEnded() == nil { Glibc.kill(processID, number) }
  }

  /// Ends the program at once, as a power cut would, and waits until it is gone.
  package func kill() {
    guard reapIfEnded() == nil else { return }
    Glibc.kill(processID, SIGKILL)
    var status: Int32 = 0
    while waitpid(processID, &status, 0) < 0, errno == EINTR {}
    exitStatus = Self.meaning(of: status)
  }

  /// How it ended, or nil while it runs.
  @discardableResult
  package func reapIfEnded() -> ExitStatus? {
    if let exitStatus { return exitStatus }
    var status: Int32 = 0
    guard waitpid(processID, &status, WNOHANG) == processID else { return nil }
    exitStatus = Self.meaning(of: status)
    return exitStatus
  }

  /// How often all its threads have gone to sleep: the number of times that it woke up.
  package func sleepCount() throws -> Int {
    guard let directory = opendir("/proc/\(processID)/task") else { throw TestFailure("no process \(processID)") }
    defer { closedir(directory) }
    var sum = 0
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard !name.hasPrefix("."), let status = readTextFile("/proc/\(processID)/task/\(name)/status") else { continue }
      for line in status.split(separator: "\n") where line.hasPrefix("voluntary_ctxt_switches:") {
        sum += Int(line.split(separator: "\t").last ?? "") ?? 0
      }
    }
    return sum
  }

  /// The letter that the kernel shows for what it is doing: R, S, T for stopped, Z and others.
  package var stateLetter: Character? {
    readTextFile("/proc/\(processID)/stat")?.split(separator: ")").last?.first { $0 != " " }
  }

  private static func meaning(of status: Int32) -> ExitStatus {
    let signal = status & 0x7F
    return signal == 0 ? .exited(code: status >> 8 & 0xFF) : .signalled(number: signal)
  }
}

/// Calls with a null-terminated array of C strings that live as long as the call.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  pointers.append(nil)
  return pointers.withUnsafeMutableBufferPointer { buffer in
    guard let start = buffer.baseAddress else { preconditionFailure("the array has at least its end mark") }
    return body(start)
  }
}
