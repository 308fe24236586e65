import ArgumentParser
import CLinux
import CommandText
import Files
import Glibc

/// Loopback ports that nobody listens on now.
enum FreePort {
  /// So many different ones: each is held until all are found.
  static func find(_ count: Int) throws -> [UInt16] {
    var held: [Int32] = []
    defer { for descriptor in held { close(descriptor) } }
    return try (0..<count).map { _ in
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      held.append(descriptor)
      return try bind(descriptor)
    }
  }

  private static func bind(_ descriptor: Int32) throws -> UInt16 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        Glibc.bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard bound else { throw fail("no free port on 127.0.0.1.", Exit.notWritable) }
    return UInt16(bigEndian: address.sin_port)
  }
}

/// Ends a demo's server when the demo is gone, even if that was killed and could stop nobody.
enum DemoParent {
  /// The demo's process number, for its servers.
  static let variable = "KAUNTA_DEMO_PROCESS"

  /// To be called first thing in main.
  static func endWithIt() {
    guard let text = getenv(variable), let parent = pid_t(String(cString: text)) else { return }
    unsetenv(variable)
    if kaunta_end_with_parent(parent) == 0 { exit(143) }
  }
}

/// The listener or the simulator as a child of the demo, ready once it has said that it listens.
final class ServerChild {
  private let process: pid_t

  /// Starts this very program with other arguments, and waits until it listens.
  init(_ arguments: [String], log: String) throws {
    guard let program = try? KernelFiles.program() else { throw fail("this program cannot be found.", 1) }
    let output: OpenFile
    do throws(FileError) { output = try OpenFile(log, .writeOnly, [.create, .truncate], mode: 0o600) } catch {
      throw fail("\(log) cannot be written: \(error.words).", Exit.notWritable)
    }
    var words = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    // An environment of its own: threads of the demo may read ours meanwhile.
    let parent = strdup("\(DemoParent.variable)=\(getpid())")
    defer { free(parent) }
    var variables: [UnsafeMutablePointer<CChar>?] = [parent]
    var next = environ
    while let variable = next.pointee {
      variables.append(variable)
      next += 1
    }
    variables.append(nil)
    var child: pid_t = 0
    // A session of its own: Ctrl-C at the desk is the desk's, and must not reach the servers.
    let failure = kaunta_spawn(
      program, words, variables, nil, -1, output.descriptor, output.descriptor, 1, &child)
    if failure != 0 { throw fail("\(arguments[0]) cannot be started: \(Errno(rawValue: failure).words).", 1) }
    process = child
    try waitUntilReady(arguments[0], log: log)
  }

  private func waitUntilReady(_ name: String, log: String) throws {
    for _ in 0..<1_000 {
      if Self.text(of: log).contains("listening on http://") { return }
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process { break }
      // What it says goes into a file, which has no way to tell of a line.
      usleep(10_000)
    }
    throw fail("\(name) did not start: \(Self.text(of: log).suffix(300))", 1)
  }

  /// Asks it to stop and waits for it.
  func stop() {
    kill(process, SIGTERM)
    var status: Int32 = 0
    for _ in 0..<500 {
      if waitpid(process, &status, WNOHANG) != 0 { return }
      // SIGCHLD belongs to the desk; waiting for a child with a time-out needs a look now and then.
      usleep(10_000)
    }
    kill(process, SIGKILL)
    _ = waitpid(process, &status, 0)
  }

  private static func text(of path: String) -> String {
    String(decoding: (try? WholeFile.read(path, limitBytes: 4096)) ?? [], as: UTF8.self)
  }
}
