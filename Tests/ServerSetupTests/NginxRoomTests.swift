import Testing

@testable import ServerSetup

/// Room for Safaricom's callbacks beside a stranger's silent connections.
struct NginxRoomTests {
  private static let debians = """
    user www-data;
    include /etc/nginx/modules-enabled/*.conf;

    events {
    \tworker_connections 768;
    \t# multi_accept on;
    }

    """

  private func steps(_ settings: String, openFiles: String? = nil) -> [SetupStep] {
    let machine = ScriptedMachine()
    machine.put("/etc/nginx/nginx.conf", settings)
    if let openFiles { machine.put("/etc/nginx/modules-enabled/90-kaunta.conf", openFiles) }
    return NginxRoom(machine).steps
  }

  @Test func debiansNginxIsGivenRoomOnce() throws {
    let steps = steps(Self.debians)
    guard case .write(_, let settings, _, _) = steps.first, case .write(_, let openFiles, _, _) = steps.last else {
      Issue.record("\(steps)")
      return
    }
    #expect(settings == Self.debians.replacing("768", with: "32768"))
    #expect(openFiles.hasSuffix("\nworker_rlimit_nofile 65536;\n"))
    #expect(self.steps(settings, openFiles: openFiles).isEmpty)
  }

  @Test(arguments: ["worker_connections 65536;", "worker_connections 40000 ;", "# none", ""])
  func whoHasMoreOrSaysNothingKeepsIt(_ line: String) {
    let settings = "worker_rlimit_nofile 100000;\nevents {\n  \(line)\n}\n"
    #expect(steps(settings).isEmpty)
  }

  @Test func anUnreadDirectoryIsNotWrittenInto() {
    #expect(steps("events { }\n").isEmpty)
  }
}
