import Files
import Glibc
import Payments
import Settings
import TestSupport
import Testing

/// What the owner's commands, which run as root, would not notice.
struct ClosedFilesTests {
  private let directory: TemporaryDirectory
  private let home: Home

  init() throws {
    directory = try TemporaryDirectory()
    home = Home(path: directory.path + "/shop")
    try ByPath.makeDirectory(directory.path + "/shop", mode: 0o2750)
    try ByPath.makeDirectory(directory.path + "/shop/secrets", mode: 0o2750)
    try ByPath.makeDirectory(directory.path + "/shop/spool", mode: 0o2770)
    try ByPath.makeDirectory(directory.path + "/shop/spool/new", mode: 0o2770)
    for (name, mode) in [("", 0o2750), ("secrets", 0o2750), ("spool", 0o2770), ("spool/new", 0o2770)]
      as [(String, UInt32)]
    {
      try ByPath.setMode(home.path + "/" + name, mode)
    }
    for (name, mode) in [("kaunta.toml", 0o640), ("secrets/passkey", 0o640)] as [(String, UInt32)] {
      try directory.write("", to: "shop/" + name)
      try ByPath.setMode(home.path + "/" + name, mode)
    }
  }

  private func closed() -> [String] {
    home.closedFiles.map { String($0.path.dropFirst(home.path.count)) + " " + String($0.mode, radix: 8) }
  }

  @Test func aHomeAsItIsMadeHasNone() { #expect(closed() == []) }

  @Test(
    arguments: [
      ("kaunta.toml", 0o600), ("secrets/passkey", 0o600), ("secrets", 0o2700), ("spool/new", 0o2700), ("spool", 0o770),
    ] as [(String, UInt32)])
  func whatIsClosedIsNamed(_ name: String, _ mode: UInt32) throws {
    try ByPath.setMode(home.path + "/" + name, mode)
    #expect(closed() == ["/\(name) \(String(mode, radix: 8))"])
  }

  /// A member with a process can put one where the group may write: what root is told must not follow it.
  @Test func aLinkIsToldAsALinkWhereverItLeads() throws {
    try directory.write("", to: "anothers")
    try ByPath.setMode(directory.path(of: "anothers"), 0o660)
    try ByPath.makeDirectory(home.path + "/log", mode: 0o2770)
    try ByPath.setMode(home.path + "/log", 0o2770)
    #expect(symlink(directory.path(of: "anothers"), home.path + "/log/kaunta.log") == 0)
    #expect(home.closedFiles.map(\.isLink) == [true])
    #expect(closed().first?.hasPrefix("/log/kaunta.log ") == true)
  }

  @Test func whatLiesAboveTheHomeAndCannotBePassedIsNamed() throws {
    try ByPath.setMode(directory.path, 0o755)
    #expect(!home.closedParents.map(\.path).contains(try ByPath.real(directory.path)))
    try ByPath.setMode(directory.path, 0o700)
    let closed = try #require(home.closedParents.first { $0.path == (try? ByPath.real(directory.path)) })
    #expect(closed.mode == 0o700 && closed.wantedMode == 0o701 && closed.isAboveHome)
    try ByPath.setMode(home.path, 0o700)
    #expect(home.closedParents == [], "nobody else is to come to a home of one user")
  }

  /// Root ran a listener by hand, and made the day's file.
  @Test(.enabled(if: geteuid() == 0)) func aWitnessThatTheListenerCannotWriteIsNamed() throws {
    let day = try #require(BusinessDay(text: "2026-12-01"))
    try ByPath.makeDirectory(home.witnessDirectory, mode: 0o2750)
    try directory.write("", to: "shop/witness/2026-12-01.log")
    #expect(home.closedWitness(of: day) == nil, "root's listener writes it")
    try ByPath.give(home.witnessDirectory, userID: 23_456)
    let closed = try #require(home.closedWitness(of: day))
    #expect(closed.path.hasSuffix("/witness/2026-12-01.log") && closed.writer == "user 23456")
    try ByPath.give(closed.path, userID: 23_456)
    #expect(home.closedWitness(of: day) == nil)
  }

  @Test func aHomeOfOneUserHasNoOthers() throws {
    try ByPath.setMode(home.path, 0o700)
    #expect(closed() == [])
  }
}
