import Glibc
import TestSupport
import Testing

/// In a group's home another account may put links and pipes into the places of shared files: they lead no program to
/// write elsewhere, and hold none up.
@Suite(.serialized, .onOwnThreads) struct PlantedFilesTests {
  @Test func aDeskWritesThroughNoLinkInThePlaceOfItsLock() throws {
    let shop = try RunningShop(listens: false)
    let settings = readTextFile(shop.path("kaunta.toml"))
    try #require(symlink("../kaunta.toml", shop.path("locks/till-3.lock")) == 0)
    let desk = try shop.desk(till: 3)
    #expect(try desk.waitForExit() == .exited(code: 74))
    #expect(desk.written.contains("till 3 cannot be locked"))
    #expect(readTextFile(shop.path("kaunta.toml")) == settings)
  }

  @Test func pipesInThePlacesOfSmallFilesStopNoDesk() throws {
    let shop = try RunningShop()
    #expect(try shop.run("verify").code == 0)
    for name in ["ledger/ledger.sqlite.bell", "locks/till-1.ran", "log/kaunta.log"] {
      unlink(shop.path(name))
      try #require(mkfifo(shop.path(name), 0o600) == 0)
    }
    // Without a log nothing starts, and that is said at once.
    let refused = try shop.run("settle")
    #expect(refused.code == 78)
    #expect(refused.errors.contains("log.file"))
    unlink(shop.path("log/kaunta.log"))
    let desk = try shop.desk()
    try desk.waitForDesk()
    try desk.ask("0712345678", for: 50)
    try desk.waitForRow("1", says: "PAID")
  }
}
