import Files
import Maintenance
import Testing
import Wording

/// A round of alerts: what is kept before anybody is told, and what after.
@Suite struct AlertRoundStories {
  private final class Owner {
    var log: [String] = []
    var kept = Alerts()
    var ways = ["mail"]
    var troubles: [String] = []
    var diskIsFull = false
  }

  private let owner = Owner()
  private let down = Finding(.bad, "listener", "its last heartbeat is 40 s old", remedy: "Start it.")

  private func run(_ findings: Finding...) throws -> [String] {
    owner.log = []
    let owner = owner
    return try AlertRound(
      shop: "Duka",
      keep: { alerts throws(FileError) in
        if owner.diskIsFull { throw .failed(.write, .noSpace) }
        owner.kept = Alerts(parsing: alerts.text)
        owner.log.append("keeps \(alerts.text.split(separator: "\t").dropFirst().first ?? "nothing")")
      },
      say: { owner.log.append("says \($0.part)") },
      tell: { about, words in
        owner.log.append("tells \(about): \(words)")
        return (owner.ways, owner.troubles)
      }
    ).run(findings, after: owner.kept)
  }

  @Test func whatTwoLooksFoundIsKeptToldAndKeptAsTold() throws {
    _ = try run(down)
    #expect(owner.log == ["keeps seen", "keeps seen"])
    #expect(try run(down) == [])
    #expect(
      owner.log == [
        "keeps seen", "says listener",
        "tells listener: Duka, listener: its last heartbeat is 40 s old. Start it.", "keeps told",
      ])
    _ = try run(down)
    #expect(owner.log == ["keeps told", "keeps told"])
  }

  @Test func whoeverCouldNotBeToldIsToldAtTheNextLook() throws {
    _ = try run(down)
    (owner.ways, owner.troubles) = ([], ["mail to root: refused"])
    #expect(try run(down) == ["mail to root: refused"])
    #expect(owner.log.last == "keeps seen")
    owner.ways = ["command"]
    #expect(try run(down) == ["mail to root: refused"], "by one way is told, and the other is said")
    #expect(owner.log.last == "keeps told")
  }

  @Test func whereThereIsNoWayTheLineIsAll() throws {
    _ = try run(down)
    owner.ways = []
    #expect(try run(down) == [])
    #expect(owner.log.last == "keeps told")
  }

  @Test func whatCannotBeKeptIsToldToNobody() throws {
    _ = try run(down)
    owner.diskIsFull = true
    #expect(throws: FileError.failed(.write, .noSpace)) { try run(down) }
    #expect(owner.log == [])
  }
}
