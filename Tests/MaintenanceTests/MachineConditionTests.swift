import Payments
import Spool
import Testing
import Wording

@testable import Maintenance

/// What is said of the machine under a shop, and at which homes.
@Suite struct MachineConditionTests {
  private func parts(isPractice: Bool = false, _ change: (inout MachineCondition) -> Void = { _ in }) -> [String] {
    var machine = MachineCondition(isPractice: isPractice)
    change(&machine)
    return machine.findings.map { "\($0.state.rawValue) \($0.part)" }
  }

  private func shopsOwn(_ members: [String]) -> MachineCondition.Readers {
    .init(group: "kaunta", members: members, isOfCashiers: true)
  }

  @Test func theClockIsHeldToRealDaysOnly() {
    #expect(parts() == ["look time"] && parts { $0.isClockKept = true } == ["ok time"])
    #expect(parts(isPractice: true) == [])
  }

  @Test func eachCashiersDeskWantsItsWatches() {
    let limits = WatchLimits(instances: 8, watches: 100)
    #expect(parts(isPractice: true) { $0.watches = limits } == ["ok inotify"])
    let three: (inout MachineCondition) -> Void = {
      $0.watches = limits
      $0.cashiers = ["njeri", "amina", "otieno"]
    }
    #expect(parts(isPractice: true, three) == ["look inotify"])
  }

  @Test func whoeverReadsAndIsNoCashierAndNoServiceIsNamed() {
    let known: (inout MachineCondition) -> Void = {
      $0.readers = shopsOwn(["njeri", "kaunta"])
      $0.cashiers = ["njeri"]
      $0.services = ["kaunta"]
    }
    #expect(parts(isPractice: true, known) == ["ok readers"])
    #expect(parts(isPractice: true) { $0.readers = shopsOwn(["mallory"]) } == ["look readers"])
    let own = MachineCondition.Readers(group: "amina", members: ["mallory"], isOfCashiers: false)
    #expect(parts(isPractice: true) { $0.readers = own } == ["ok readers"], "all that a group of its own can know")
  }

  /// Without the map each of them would be a stranger, to be taken out of the group.
  @Test func aMapThatCannotBeReadIsToldInItsPlace() {
    #expect(
      parts(isPractice: true) {
        $0.readers = shopsOwn(["njeri"])
        $0.cashiersTrouble = .noTills("it is gone")
      } == ["bad cashiers"])
  }

  /// Who has no till is a cashier all the same, and is not to be taken out of the group for it.
  @Test func aCashierWithoutATillIsNoStranger() {
    let found: (inout MachineCondition) -> Void = {
      $0.readers = shopsOwn(["njeri"])
      $0.cashiersWithoutTill = ["njeri"]
    }
    #expect(parts(isPractice: true, found) == ["ok readers", "look cashiers"])
    let lost = parts(isPractice: true) {
      found(&$0)
      $0.cashiersTrouble = .noTills("it is gone")
    }
    #expect(lost == ["bad cashiers"], "told once")
  }

  @Test func desksThatGoOnAndWeakKeysAreNamed() {
    let desk = Finding.strayDesk("njeri at till 1: she is out of the group", remedy: "End it.", isBad: true)
    let found = parts(isPractice: true) {
      $0.readers = shopsOwn([])
      $0.strayDesks = [desk]
      let weak = MachineCondition.Login.Fault(words: "has a weak key", remedy: "Remove it.", mayBeMeant: true)
      $0.logins = .asked([.init(account: "amina", holes: [], weakKeys: [weak])])
    }
    #expect(found == ["ok readers", "ok login", "look login", "bad desk"])
    #expect(desk.key == "desk njeri at till 1")
  }

  @Test func whoIsNotLetInIsNamed() {
    let fault = MachineCondition.Login.Fault(words: "has no key", remedy: "Add one.")
    let found = parts(isPractice: true) {
      $0.readers = shopsOwn([])
      $0.logins = .asked([.init(account: "njeri", holes: [], fault: fault)])
    }
    #expect(found == ["ok readers", "bad login"])
  }

  @Test func whatSshdAllowsIsToldAccountByAccount() {
    func told(_ logins: MachineCondition.Logins) -> [String] {
      parts(isPractice: true) {
        $0.readers = shopsOwn([])
        $0.logins = logins
      }
    }
    #expect(told(.notAsked) == ["ok readers"])
    #expect(told(.failed("no sshd")) == ["ok readers", "bad login"])
    let closed = MachineCondition.Login(account: "njeri", holes: [])
    let open = MachineCondition.Login(account: "amina", holes: ["a shell"])
    #expect(told(.asked([closed, open])) == ["ok readers", "ok login", "bad login"])
  }
}

/// Which finding of the listener hides which.
@Suite struct ListenerExaminationTests {
  private func parts(_ reading: HeartbeatReading) -> [String] {
    ListenerExamination(
      reading, ListenerTerms(isServer: false), strangers: { _ in "strangers" },
      publicAddress: { _ in [Finding(.good, "public address", "tried")] }
    ).findings.map(\.part)
  }

  @Test func theWayIsTriedOnlyWhileAListenerRuns() {
    let heartbeat = Heartbeat(
      moment: Books.at(0), processID: 1, listensOn: "127.0.0.1:8744", publicURL: "https://pay.shop.co.ke",
      environment: "sandbox", shortCode: "174379", keyFingerprints: [])
    #expect(parts(.absent) == ["listener"] && parts(.broken) == ["listener"])
    #expect(parts(.beat(heartbeat, ageMilliseconds: 5_000)) == ["listener", "listener", "public address"])
    #expect(parts(.beat(heartbeat, ageMilliseconds: 3_600_000)) == ["listener", "listener"])
  }

  /// In practice and where any address is taken, everybody's callback counts as a listed one's.
  @Test(arguments: [(false, false, true), (true, false, false), (false, true, false)])
  func aStrangerIsOneOnlyWhereAddressesAreHeldToAList(isPractice: Bool, any: Bool, tells: Bool) {
    let terms = TrialTerms(
      url: "https://pay.shop.co.ke", listensOn: "127.0.0.1:8744", isOnLoopback: false, isPractice: isPractice,
      acceptsAnyAddress: any)
    #expect(terms.tellsStrangers == tells)
  }
}
