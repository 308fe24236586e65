import Glibc
import Payments
import Testing

@testable import Spool

/// What somebody who may write into the spool puts into a place of ours: it must lead no other account astray.
@Suite struct PlantedFilesTests {
  private let directory: TestDirectory
  private let spool: SpoolDirectory
  /// What only the listener may write, such as its witness log.
  private let kept: String

  init() throws {
    directory = try TestDirectory()
    spool = try SpoolDirectory(path: directory.path + "/spool")
    kept = directory.path + "/witness"
    try spool.files.ensureDirectory(kept, parent: nil, mode: 0o700)
    try spool.files.create(kept + "/2026-11-24.log", Array("a line\n".utf8), mode: 0o600, durably: false)
  }

  private var keptText: String {
    let bytes = (try? spool.files.content(kept + "/2026-11-24.log", limitBytes: 100_000)) ?? nil
    return String(decoding: bytes ?? [], as: UTF8.self)
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
    #expect(try spool.files.facts(spool.path(.reserve, "01")) == nil)
  }

  @Test func aLinkInThePlaceOfADayLeadsNoPurgeElsewhere() throws {
    try spool.files.ensureDirectory(spool.path(.done, "2026-01-02"), parent: nil, mode: 0o700)
    try #require(symlink(kept, spool.path(.done, "2026-01-01")) == 0)
    let purged = try spool.purgeDone(olderThan: try day("2026-11-24"))
    #expect(keptText == "a line\n")
    #expect(purged.days == 1)
    #expect(try spool.fileNames(.done) == ["2026-01-01"])
  }

  @Test func aDirectoryInADayDoesNotStopAPurge() throws {
    let day = spool.path(.done, "2026-01-01")
    try spool.files.ensureDirectory(day, parent: nil, mode: 0o700)
    try spool.files.ensureDirectory(day + "/a", parent: nil, mode: 0o700)
    try spool.files.create(day + "/b", [], mode: 0o600, durably: false)
    try spool.files.ensureDirectory(spool.path(.done, "2026-01-02"), parent: nil, mode: 0o700)
    let purged = try spool.purgeDone(olderThan: try SpoolTests.day("2026-11-24"))
    #expect(purged == PurgeCounts(days: 1, files: 1))
  }
}
