import Files
import Glibc
import Payments
import TestSupport
import Testing
import Tills

/// Whoever comes to a desk's door is who the kernel says, and gets what is hers.
@Suite struct TillDoorTests {
  private let place: TemporaryDirectory
  private let locks: Directory<FileError>
  private let till: Till

  init() throws {
    place = try TemporaryDirectory()
    locks = try Directory<FileError>.open(path: place.path, label: "locks", calls: CheckedCalls())
    till = try #require(Till(3))
  }

  private let facts = DeskFacts(
    cashier: "njeri", openedWallMilliseconds: 1_795_518_120_000, idleMilliseconds: 119_000, waiting: 2)

  private func door(holder: UInt32 = geteuid(), owner: UInt32 = geteuid(), shared: Bool = false) throws -> TillDoor {
    try TillDoor(
      of: till, in: locks, mode: 0o600, rights: TillRights(holder: holder, owner: owner), shares: { _ in shared })
  }

  private func answer(
    of door: TillDoor, to question: DoorQuestion, _ facts: DeskFacts? = nil
  ) throws -> (
    DoorVisit.Heard, TillDoor.EndRequest?
  ) {
    let visit = try #require(DoorVisit(at: till, in: locks))
    #expect(visit.ask(question))
    let request = door.hear { facts ?? self.facts }
    let heard = visit.hear()
    if request != nil {
      door.tellThatItEnded(waiting: 1)
      #expect(visit.hear() == .answer(.ended(waiting: 1)))
    }
    return (heard, request)
  }

  /// What lies in the door's place may be anybody's of the group, and root reads it.
  @Test(arguments: [
    #"{"cashier":"a","opened":9223372036854775807,"idle":1,"waiting":1,"take_over":"yes"}"#,
    #"{"cashier":"a","opened":-9223372036854775808,"idle":1,"waiting":1}"#,
    #"{"cashier":"a","opened":1,"idle":9223372036854775807,"waiting":1}"#,
    #"{"cashier":"a","opened":1,"idle":1,"waiting":-9223372036854775808}"#,
    #"{"ends_in_seconds":9223372036854775807}"#, #"{"ends_in_seconds":-1}"#,
  ])
  func whatNoDeskCanMeanIsNoAnswer(_ text: String) { #expect(DoorAnswer(text) == nil) }

  @Test func whatATerminalObeysIsLeftOutOfAName() throws {
    let told = #"{"cashier":"ami\u001b[2Jna\u0007\n","opened":1,"idle":1,"waiting":1}"#
    guard case .facts(let facts, _) = DoorAnswer(told) else { throw TestFailure("no facts") }
    #expect(facts.cashier == "ami[2Jna ")
  }

  @Test func itTellsWhatTheDeskIsDoing() throws {
    let door = try door()
    let visit = try #require(DoorVisit(at: till, in: locks))
    #expect(visit.holder == LocalPeer(userID: geteuid(), process: getpid()))
    #expect(try answer(of: door, to: .facts).0 == .answer(.facts(facts, takeOver: .yes)))
    #expect(mode(of: "till-3.door") == 0o600)
  }

  @Test func onesOwnIsTakenOver() throws {
    let (heard, request) = try answer(of: try door(), to: .takeOver)
    #expect(heard == .answer(.ends(inSeconds: 0)))
    #expect(request?.asker == geteuid() && request?.inSeconds == 0 && request?.isTakenOver == true)
  }

  @Test func anotherPersonsIsNot() throws {
    let (heard, request) = try answer(of: try door(holder: geteuid() + 1, owner: geteuid() + 1), to: .takeOver)
    #expect(heard == .answer(.refused(.anothers)) && request == nil)
  }

  /// The owner may close any desk, and still sits at nobody's.
  @Test func theOwnerClosesAndDoesNotTakeOver() throws {
    let door = try door(holder: geteuid() + 1, owner: geteuid())
    #expect(try answer(of: door, to: .takeOver).0 == .answer(.refused(.anothers)))
    let (heard, request) = try answer(of: door, to: .close(withinSeconds: 60))
    #expect(heard == .answer(.ends(inSeconds: 60)))
    #expect(request?.inSeconds == 60 && request?.isTakenOver == false)
  }

  @Test func aTillOfTwoIsTakenOverOnceItIsForgotten() throws {
    let door = try door(holder: geteuid() + 1, owner: geteuid() + 1, shared: true)
    #expect(try answer(of: door, to: .takeOver).0 == .answer(.refused(.inUse)))
    var forgotten = facts
    forgotten.idleMilliseconds = TillRights.forgottenAfterMilliseconds
    #expect(try answer(of: door, to: .takeOver, forgotten).0 == .answer(.ends(inSeconds: 0)))
  }

  @Test func nonsenseAndManyGuestsDoNotKeepTheNextOneOut() throws {
    let door = try door()
    let guests = try (0..<15).map { _ in try #require(DoorVisit(at: till, in: locks)) }
    _ = door.hear { facts }
    for text in ["", "{", "{\"ask\":\"open\"}", "{\"ask\":\"close\",\"within_seconds\":-1}"] {
      let socket = try LocalSocket.connected(to: "till-3.door", in: locks)
      socket.send(text)
      #expect(door.hear { facts } == nil)
      #expect(text.isEmpty || socket.receive() == .end)
    }
    #expect(try answer(of: door, to: .facts).0 == .answer(.facts(facts, takeOver: .yes)))
    #expect(guests.count == 15)
  }

  /// Whoever opens connections without end must not use up the desk's descriptors.
  @Test func moreGuestsThanItHasRoomForCostTheOldestOnesTheirPlaces() throws {
    let door = try door()
    let guests = try (0..<20).map { _ in
      let guest = try #require(DoorVisit(at: till, in: locks))
      _ = door.hear { facts }
      return guest
    }
    #expect(door.descriptors.count == 1 + 16, "its own and those of its guests")
    #expect(guests.map { $0.hear() } == (0..<20).map { $0 < 4 ? .end : .nothing })
    #expect(try answer(of: door, to: .facts).0 == .answer(.facts(facts, takeOver: .yes)))
  }

  /// Whoever was promised the end is neither pushed out by noise nor told of it twice.
  @Test func whoeverWaitsForTheEndKeepsTheirPlace() throws {
    let door = try door()
    let waiting = try #require(DoorVisit(at: till, in: locks))
    for _ in 0..<2 {
      #expect(waiting.ask(.close(withinSeconds: 60)))
      #expect(door.hear { facts }?.inSeconds == 60)
      #expect(waiting.hear() == .answer(.ends(inSeconds: 60)))
    }
    let noise = try (0..<40).map { _ in
      let noise = try #require(DoorVisit(at: till, in: locks))
      _ = noise.ask(.close(withinSeconds: 120))
      _ = door.hear { facts }
      return noise
    }
    #expect(door.descriptors.count == 1 + 16 && noise.count == 40)
    door.tellThatItEnded(waiting: 0)
    #expect(waiting.hear() == .answer(.ended(waiting: 0)))
    #expect(waiting.hear() == .nothing)
  }

  @Test func aDoorThatADeadDeskLeftIsNobodys() throws {
    do { _ = try door() }
    #expect(mode(of: "till-3.door") != nil)
    #expect(DoorVisit(at: till, in: locks) == nil)
    let door = try door()
    #expect(try answer(of: door, to: .facts).0 == .answer(.facts(facts, takeOver: .yes)))
  }

  @Test func aVisitHearsThatTheDeskIsGone() throws {
    var door: TillDoor? = try door()
    let visit = try #require(DoorVisit(at: till, in: locks))
    _ = door?.hear { facts }
    #expect(visit.hear() == .nothing)
    door = nil
    #expect(visit.hear() == .end)
    #expect(!visit.end(by: .kill), "nobody is signalled whose connection is gone")
  }

  @Test func aTillIsOneDesks() throws {
    #expect(try TillLock.holder(of: till, in: locks) == nil)
    guard case .ours(let lock) = try TillLock.take(till, in: locks, mode: 0o600, holder: "njeri, process 1") else {
      Issue.record("a free till was not taken")
      return
    }
    guard case .taken(let name) = try TillLock.take(till, in: locks, mode: 0o600, holder: "amina, process 2") else {
      Issue.record("a till was taken twice")
      return
    }
    #expect(name == "njeri, process 1")
    #expect(try TillLock.holder(of: till, in: locks) == "njeri, process 1")
    #expect(try TillLock.tills(in: locks) == [till])
    withExtendedLifetime(lock) {}
  }

  private func mode(of name: String) -> UInt32? {
    var found = stat()
    return lstat(place.path + "/" + name, &found) == 0 ? found.st_mode & 0o7777 : nil
  }
}
