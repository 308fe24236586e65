import BlockingTests
import CanonicalJSON
import Glibc
import TestSupport
import Testing

/// `listen` and `simulate` on an address that they cannot have: which, why, who has it, and what to do, in one line.
@Suite(.serialized, .onOwnThreads) struct ListeningTests {
  private func run(_ words: [String]) throws -> CommandResult {
    let ran = try PipedProgram.run(try Kaunta.path, arguments: words)
    return CommandResult(status: ran.status, output: ran.output, errors: ran.errors)
  }

  @Test func aTakenPortIsNamedWithWhoHasIt() throws {
    let shop = try RunningShop(listens: false)
    let taken = Loopback.boundSocket(port: 0)
    defer { close(taken) }
    #expect(listen(taken, 1) == 0)
    let port = try Loopback.port(of: taken)
    for command in [
      ["listen", "--home", shop.home, "--listen", "127.0.0.1:\(port)"], ["simulate", "--listen", "127.0.0.1:\(port)"],
    ] {
      let refused = try run(command)
      #expect(refused.code == 74)
      #expect(refused.output.isEmpty)
      #expect(refused.errorLines.count == 1, "\(refused.errors)")
      for words in ["port \(port) at 127.0.0.1 is taken", "(process \(getpid())) listens there", "--listen"] {
        #expect(refused.errors.contains(words), "\(refused.errors)")
      }
      #expect(!refused.errors.contains("descriptor"), "\(refused.errors)")
    }
  }

  @Test func anAddressOfAnotherMachineIsSaidToBeNone() throws {
    for address in ["203.0.113.9", "[2001:db8::9]"] {
      let refused = try run(["simulate", "--listen", "\(address):0"])
      #expect(refused.code == 74)
      #expect(refused.errors.contains("this machine"), "\(refused.errors)")
      #expect(!refused.errors.contains("errno"), "\(refused.errors)")
    }
  }

  @Test(.enabled(if: OwnNamespace.isPossible)) func aPortOfRootsIsSaidToBeThat() throws {
    // In a user namespace of its own, and so without root's rights on this machine's network.
    let refused = try OwnNamespace.run([], then: [try Kaunta.path, "simulate", "--listen", "127.0.0.1:1023"])
    #expect(refused.code == 74)
    #expect(refused.errors.contains("port 1023 is not open to this account"), "\(refused.errors)")
    #expect(refused.errors.contains("from 1024 on"), "\(refused.errors)")
  }

  @Test func whatIsNoAddressIsNamedForWhatItIs() throws {
    for (typed, fault) in [
      ("8743", "has no address"), ("127.0.0.1", "has no port"), ("127.0.0.1:x", "a port is a number"),
      ("127.0.0.1:70000", "a port is a number"), (":8743", "has no address"), ("::1:8743", "in brackets"),
      ("localhost:8743", "a name and no address"), ("300.1.2.3:8743", "no address that there can be"),
      ("", "has no port"),
    ] {
      let refused = try run(["simulate", "--listen", typed])
      #expect(refused.code == 64, "\(typed)")
      #expect(refused.errors.contains(fault), "\(typed): \(refused.errors)")
    }
  }
}
