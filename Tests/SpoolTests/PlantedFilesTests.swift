import Files
import Glibc
import Payments
import TestSupport
import Testing

@testable import Spool

/// What somebody who may write into the spool puts into a place of ours: it must lead no other account astray.
@Suite struct PlantedFilesTests {
  private let directory: TemporaryDirectory
  private let spool: SpoolDirectory
  /// What only the listener may write, such as its witness log.
  private let kept: String

  init() throws {
    directory = try TemporaryDirectory()
    spool = try SpoolDirectory(path: directory.path + "/spool")
    kept = directory.path + "/witness"
    try makeDirectory(kept)
    try makeFile(kept + "/2026-11-24.log", "a line\n")
  }

  private var keptText: String {
    String(decoding: (try? WholeFile.read(kept + "/2026-11-24.log", limitBytes: 100_000)) ?? [], as: UTF8.self)
  }

  /// Puts a link to what is kept in the place of a directory of the spool.
  private func replaceByLink(_ place: String) throws {
    let path = spool.path + "/" + place
    _ = rename(path, path + ".away")
    try #require(symlink(kept, path) == 0)
  }

  private func heartbeat() -> Heartbeat {
    Heartbeat(
      moment: Moment(wallMilliseconds: 1_795_510_800_000, bootMilliseconds: 5, bootID: "b"), processID: 1,
      listensOn: "", publicURL: "", environment: "simulator", shortCode: "174379", keyFingerprints: [])
  }

  @Test func aLinkInTheHeartbeatsPlaceIsNotWrittenThrough() throws {
    try #require(symlink(kept + "/2026-11-24.log", spool.path + "/heartbeat") == 0)
    // No new file can be made, so that it tries to write over the old one.
    try #require(rename(spool.path(.tmp), spool.path + "/away") == 0)
    #expect(throws: SpoolError.self) { try spool.write(heartbeat()) }
    #expect(keptText == "a line\n")
  }

  @Test func aPipeInTheHeartbeatsPlaceDoesNotStopTheListener() throws {
    try #require(mkfifo(spool.path + "/heartbeat", 0o600) == 0)
    try #require(rename(spool.path(.tmp), spool.path + "/away") == 0)
    // So that this test fails and does not wait where the listener would.
    let reader = open(spool.path + "/heartbeat", O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    #expect(throws: SpoolError.self) { try spool.write(heartbeat()) }
  }

  @Test func aLinkInThePlaceOfTmpLeadsNoSweepElsewhere() throws {
    try replaceByLink("tmp")
    #expect(throws: SpoolError.self) { try spool.sweepUnfinished(olderThanWallMilliseconds: .max) }
    #expect(keptText == "a line\n")
  }

  @Test func aLinkInThePlaceOfTheReserveLetsNothingElseGo() throws {
    try replaceByLink("reserve")
    #expect(throws: SpoolError.self) { try SpoolReserve(spool).release() }
    #expect(keptText == "a line\n")
  }

  @Test func whatIsPlantedInTheReserveDoesNotSpoilIt() throws {
    let reserve = SpoolReserve(spool)
    #expect(try reserve.fill() == SpoolReserve.pieces)
    try #require(unlink(spool.path(.reserve, "00")) == 0)
    try #require(mkdir(spool.path(.reserve, "00"), 0o700) == 0)
    try #require(mkdir(spool.path(.reserve, "-"), 0o700) == 0)
    for number in 0..<30 { try spool.write([], as: "-\(number)", in: .reserve) }
    #expect(try reserve.piecesLeft() <= SpoolReserve.pieces)
    #expect(try reserve.release())
    #expect(FileFacts(at: spool.path(.reserve, "01")) == nil)
  }

  @Test func aLinkInThePlaceOfADayLeadsNoPurgeElsewhere() throws {
    try makeDirectory(spool.path(.done, "2026-01-02"))
    try #require(symlink(kept, spool.path(.done, "2026-01-01")) == 0)
    #expect(throws: SpoolError.self) { try spool.doneItems(on: try day("2026-01-01")) }
    for day in try spool.doneDays() { #expect(try spool.remove([], doneOn: day) == 0) }
    #expect(keptText == "a line\n")
    #expect(try spool.fileNames(.done) == ["2026-01-01"])
  }

  @Test func aDirectoryInADayDoesNotStopAPurge() throws {
    let day = spool.path(.done, "2026-01-01")
    try makeDirectory(day)
    try makeDirectory(day + "/a")
    try makeFile(day + "/b")
    try makeDirectory(spool.path(.done, "2026-01-02"))
    let (first, second) = (try SpoolTests.day("2026-01-01"), try SpoolTests.day("2026-01-02"))
    #expect(try spool.remove(try spool.doneItems(on: first), doneOn: first) == 1)
    #expect(try spool.remove([], doneOn: second) == 0)
    #expect(try spool.doneDays() == [first])
  }

  /// What the next desk of root does with a directory that a member of the group has put a link in the place of.
  @Test(arguments: ["new", "odd", "done", "tmp"])
  func aLinkInThePlaceOfADirectoryMovesNothing(_ place: String) throws {
    let callback = try envelope()
    _ = try spool.deliver(callback)
    try spool.write(Array("a stray".utf8), as: "stray")
    let odd = try envelope("odd", payment: 2)
    _ = try spool.deliver(odd)
    _ = try spool.setAside(odd.name, reason: OddReason(.unparsable), wallMilliseconds: 1)
    let item = try #require(try spool.oddItems().first)
    try makeFile(kept + "/" + callback.name.fileName, "root's own")
    try replaceByLink(place)
    let before = try everything()

    let today = try day()
    let works: [(String, () throws -> Void)] = [
      ("scan", { _ = try spool.scan() }),
      (
        "strays",
        { for stray in try spool.listing().strays { _ = try spool.setAsideStray(stray, wallMilliseconds: 1) } }
      ),
      ("archive", { _ = try spool.archive(callback.name, day: today) }),
      ("set aside", { _ = try spool.setAside(callback.name, reason: OddReason(.damaged), wallMilliseconds: 1) }),
      ("unmatched", { _ = try spool.archive(item, day: today) }),
      ("start", { _ = try spool.reopened() }),
      ("probe", { try spool.probe() }),
    ]
    var refusals = 0
    for (name, work) in works {
      do {
        // Whatever needs the place is refused; whatever does without it may go on.
        try work()
      } catch SpoolError.planted(let name, let why) {
        #expect(name == "spool/\(place)" && why == .link)
        #expect(SpoolError.planted(name, why).sentence.contains("spool/\(place) is a link"))
        refusals += 1
      } catch SpoolError.gone {
      }
      #expect(try everything().filter { $0.key.hasPrefix(kept) } == before.filter { $0.key.hasPrefix(kept) }, "\(name)")
    }
    #expect(refusals >= 2)
    let names = try spool.strangeNames()
    #expect(names == ["\(place).away"])
  }

  /// Every file in the test's directory with its text, links not followed.
  private func everything() throws -> [String: String] {
    var found: [String: String] = [:]
    func look(_ path: String) throws {
      guard let facts = FileFacts(at: path) else { return }
      if facts.isDirectory {
        for name in try Directory<FileError>.open(path: path, label: "", calls: CheckedCalls()).list() {
          try look(path + "/" + name)
        }
      } else {
        found[path] =
          facts.isRegular ? String(decoding: try WholeFile.read(path, limitBytes: 1 << 20), as: UTF8.self) : ""
      }
    }
    try look(directory.path)
    return found
  }

  @Test func aDirectoryThatIsOpenToOthersIsNotUsed() throws {
    try #require(chmod(spool.path(.done), 0o755) == 0)
    #expect(throws: SpoolError.planted("spool/done", .openDirectory(mode: 0o755))) { try spool.reopened() }
  }

  @Test(.enabled(if: geteuid() == 0)) func aDirectoryOfAnotherAccountIsNotUsed() throws {
    try #require(chown(spool.path(.new), 12_345, 12_345) == 0)
    #expect(throws: SpoolError.planted("spool/new", .foreignDirectory(userID: 12_345))) { try spool.scan() }
    // In a group's spool the group's directories are.
    try #require(chown(spool.path, 0, 23_456) == 0 && chmod(spool.path, 0o2770) == 0)
    try #require(chown(spool.path(.new), 12_345, 23_456) == 0 && chmod(spool.path(.new), 0o2770) == 0)
    #expect(try spool.scan().isEmpty)
  }

  /// As a member makes it with ln(1), where the kernel lets her (fs.protected_hardlinks).
  @Test(.enabled(if: geteuid() == 0)) func aSecondNameOfSomebodyElsesFileIsDamage() throws {
    let callback = try envelope()
    let foreign = directory.path + "/letter"
    try makeFile(foreign, String(decoding: callback.fileBytes, as: UTF8.self))
    try #require(chown(foreign, 12_345, 12_345) == 0)
    try #require(link(foreign, spool.newPath + "/" + callback.name.fileName) == 0)
    #expect(throws: SpoolError.damaged(.foreignFile)) { try spool.read(callback.name) }
    #expect(try spool.deliver(callback) == .stored)
    #expect(try spool.read(callback.name) == callback)
  }

  @Test func aSecondNameInTheHeartbeatsPlaceIsNotWrittenThrough() throws {
    try #require(link(kept + "/2026-11-24.log", spool.path + "/heartbeat") == 0)
    try #require(rename(spool.path(.tmp), spool.path + "/away") == 0)
    #expect(throws: SpoolError.self) { try spool.write(heartbeat()) }
    #expect(keptText == "a line\n")
  }

  /// Otherwise it would lie among the unmatched callbacks as the reason of another, and be seen by nobody.
  @Test func aStrayThatIsNamedLikeAReasonIsSeen() throws {
    try spool.write(Array("junk".utf8), as: "x.reason")
    #expect(try spool.setAsideStray("x.reason", wallMilliseconds: 1))
    #expect(try spool.oddItems().map(\.fileName) == ["x.reason.2"])
  }

  @Test func aNameWithALineEndIsAStrayLikeAnyOther() throws {
    try spool.write(Array("junk".utf8), as: "a\nb")
    #expect(try spool.listing().strays == ["a\nb"])
    #expect(try spool.setAsideStray("a\nb", wallMilliseconds: 1))
    #expect(try spool.oddItems().first?.reason?.kind == .stray)
  }

  @Test(.enabled(if: geteuid() == 0)) func aWitnessFileOfAnotherAccountIsNotBelieved() throws {
    let log = try WitnessLog(path: kept)
    try #require(chown(kept + "/2026-11-24.log", 12_345, 12_345) == 0)
    let why = SpoolError.witness("witness/2026-11-24.log", reason: "a file of somebody who may not write there")
    #expect(throws: why) { try log.entries(on: try day()) }
    let entry = WitnessEntry(wallMilliseconds: 1_795_510_800_000, name: try envelope().name)
    #expect(throws: SpoolError.damaged(.foreignFile)) { try log.note(entry) }
    #expect(keptText == "a line\n")
  }
}
