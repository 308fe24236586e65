import Foundation
import Glibc
import Synchronization
import TestSupport

/// An `sshd` on loopback with a key of its own, and a relay before it that counts what it sends.
final class SecureShell {
  private let directory: TemporaryDirectory
  private let server: LabServer
  private let relay: CountingRelay
  private let client: String

  /// - Returns: nil where ssh is not installed, or no sshd can run.
  init?() throws {
    guard let client = Peer.path("ssh"), let keygen = Peer.path("ssh-keygen"), access("/usr/sbin/sshd", X_OK) == 0,
      access("/run/sshd", F_OK) == 0
    else { return nil }
    self.client = client
    directory = try TemporaryDirectory()
    for name in ["host", "key"] {
      let made = try PipedProgram.run(
        keygen, arguments: ["-q", "-t", "ed25519", "-N", "", "-f", directory.path(of: name)], timeoutSeconds: 30)
      guard made.status == .exited(code: 0) else { throw LabFailure("ssh-keygen: \(made.errors)") }
    }
    let port = try Loopback.freePort()
    try directory.write(
      """
      Port \(port)
      ListenAddress 127.0.0.1
      HostKey \(directory.path(of: "host"))
      AuthorizedKeysFile \(directory.path(of: "key")).pub
      StrictModes no
      UsePAM no
      PidFile none
      PermitRootLogin yes
      """, to: "sshd_config")
    server = try LabServer(
      program: "/usr/sbin/sshd", ["-D", "-e", "-f", directory.path(of: "sshd_config")],
      log: directory.path(of: "sshd.log"))
    relay = try CountingRelay(to: Int(port))
    try waitUntil("sshd listens") { (try? LoopbackSocket(port: Int(port))) != nil }
  }

  deinit { server.stop() }

  /// What the server has sent so far.
  var bytesSent: Int { relay.bytesSent }

  /// A program on a terminal, over a connection of its own.
  func run(_ command: [String]) throws -> MeasuredProgram {
    let quoted = command.map { "'" + $0 + "'" }.joined(separator: " ")
    return try MeasuredProgram(
      client,
      [
        "-F", "none", "-tt", "-q", "-i", directory.path(of: "key"), "-p", String(relay.port), "-o",
        "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectionAttempts=20", "127.0.0.1",
        quoted,
      ])
  }
}

/// Hands connections on to a port of this machine, and counts what comes back.
final class CountingRelay {
  /// Where it listens.
  let port: Int
  private let listening: Int32
  private let count = Count()

  private final class Count: Sendable { let bytes = Atomic(0) }

  init(to target: Int) throws {
    (listening, port) = try LoopbackSocket.listening()
    let (listening, count) = (listening, count)
    Thread.detachNewThread {
      // It ends when the listening socket is shut.
      while case let client = accept(listening, nil, nil), client >= 0 {
        Thread.detachNewThread {
          defer { close(client) }
          guard let server = try? LoopbackSocket(port: target) else { return }
          Self.pass(between: client, and: server.descriptor, count)
          withExtendedLifetime(server) {}
        }
      }
    }
  }

  deinit {
    shutdown(listening, Int32(SHUT_RDWR))
    close(listening)
  }

  /// What came back on all connections so far.
  var bytesSent: Int { count.bytes.load(ordering: .relaxed) }

  private static func pass(between client: Int32, and server: Int32, _ count: Count) {
    var ready = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while poll(&ready, 2, -1) > 0 {
      for (from, to) in [(0, server), (1, client)] where ready[from].revents != 0 {
        let got = read(ready[from].fd, &buffer, buffer.count)
        if got <= 0 { return }
        if from == 1 { count.bytes.add(got, ordering: .relaxed) }
        var passed = 0
        while passed < got {
          let sent = buffer[passed..<got].withUnsafeBytes { send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
          if sent <= 0 { return }
          passed += sent
        }
      }
    }
  }
}
