import BlockingTests
import Glibc
import TestSupport
import Testing

/// Phones and secrets are nowhere but where they belong: planted, and then looked for.
@Suite(.serialized, .onOwnThreads) struct SecrecyTests {
  @Test func nothingPersonalLeaksFromARunningShop() throws {
    let shop = try RunningShop(answerAfterSeconds: 2)
    let key = try #require(
      readTextFile(shop.path("secrets/callback-keys"))?.split(separator: "\n").last?.split(separator: " ").last)
    let passkey = try #require(readTextFile(shop.path("secrets/passkey"))?.split(separator: "\n").first)
    let push = try PipedProgram(
      try Kaunta.path,
      arguments: ["push", "--home", shop.home, "--phone", "-", "--amount", "50", "--wait"], input: "0798765432\n")
    try waitUntil("the prompt is out") { try !shop.simulator.prompts().isEmpty }
    let address = try #require(try shop.simulator.prompts().first?.callbackURL)
    let tag = try #require(address.split(separator: "/").last)

    var seen: [(place: String, text: String)] = []
    for process in [push.process.processID, shop.listenerProcessID, shop.simulator.processID].compactMap(\.self) {
      seen.append(("cmdline", readTextFile("/proc/\(process)/cmdline") ?? ""))
      seen.append(("environ", readTextFile("/proc/\(process)/environ") ?? ""))
    }
    #expect(try push.waitForExit() == .exited(code: 0))
    let refused = try shop.run("push", "--phone", "-", "--amount", "50", input: "0798765432\n")
    #expect(refused.code == 75)
    for ran in [
      try shop.run("payments"), try shop.run("payments", "--json"), try shop.run("verify"), try shop.run("doctor"),
      try shop.run("poll"), refused,
    ] {
      seen.append(("a command's output", ran.output + ran.errors))
    }
    seen.append(("push", push.output + push.errors))
    seen.append(("simulator's log", shop.simulator.log))
    seen.append(("log", readTextFile(shop.path("log/kaunta.log")) ?? ""))
    seen.append(("heartbeat", readTextFile(shop.path("spool/heartbeat")) ?? ""))
    let names = FileTree.paths(under: shop.home)
    seen.append(("file names", names.joined(separator: "\n")))
    for name in names where name.contains("/spool/") || name.contains("/witness/") {
      // The raw bodies belong into the spool, but never the address's tag.
      let text = readTextFile(name) ?? ""
      #expect(!text.contains(tag), "the tag in \(name)")
    }
    #expect(names.contains { $0.contains("/spool/done/") })
    for (place, text) in seen {
      for (what, secret) in [("the phone", "98765432"), ("the key", key), ("the passkey", passkey), ("the tag", tag)] {
        #expect(!text.contains(secret), "\(what) in \(place): \(text)")
      }
    }
  }
}
