import Keys
import Payments

/// A shop that goes on by itself, for a projector: customers at several tills with the rhythm of a day, most of whom
/// pay.
///
/// Pure, and the same for the same seed. At its own till it presses keys as a cashier does, slowly enough to be read,
/// and only where a cashier would; it answers no question with yes.
package struct AutomaticShop: Sendable {
  /// What it does next.
  package enum Act: Sendable, Equatable {
    /// A key at this desk.
    case press(KeyPress)
    /// Another till asks a customer.
    case ask(till: Int, phone: String, shillings: Int)
    /// The day is over, and nobody waits here any more.
    case close
    /// Nothing, this time.
    case wait
  }

  /// So many tills beside the desk's own.
  package static let otherTills = 3

  private var dice: Dice
  /// How long a day is.
  private let dayMilliseconds: Int64
  private let beganAt: Int64
  /// Keys that a hand has begun to press, each with the pause before it.
  private var keys: [(key: KeyPress, pause: Int64)] = []
  private var nextCustomerAt: Int64
  private var looksAt: Int64?
  private var lateCustomerCame = false
  /// What somebody left behind is put away first.
  private var putsAway = false
  /// When something is due, on the boot clock.
  package private(set) var dueAt: Int64

  /// A shop that opens now.
  package init(seed: UInt64, dayMilliseconds: Int64, at now: Moment) {
    dice = Dice(seed: seed)
    self.dayMilliseconds = dayMilliseconds
    beganAt = now.bootMilliseconds
    nextCustomerAt = beganAt + 2_000
    dueAt = nextCustomerAt
  }

  /// Somebody else has the keys: what the hand had begun is not gone on with, in the midst of what it did not type.
  package mutating func restsItsHand() {
    keys = []
    putsAway = false
  }

  /// Nobody else has the keys any more: whatever stands in the form or lies open is put away before it goes on.
  package mutating func takesTheKeysBack() { putsAway = true }

  /// Does what is due, seeing what a cashier sees.
  package mutating func act(at desk: DeskState, at now: Moment) -> Act {
    let time = now.bootMilliseconds
    if time < dueAt { return .wait }
    defer {
      dueAt = keys.first.map { time + $0.pause } ?? max(time + 200, min(nextCustomerAt, looksAt ?? .max, time + 1_000))
    }
    if let next = keys.first {
      keys.removeFirst()
      return .press(next.key)
    }
    if desk.question != nil {
      keys = [(.character(desk.identity.language == .swahili ? "h" : "n"), 3_000)]
      return .wait
    }
    guard desk.form.isEmpty, desk.panel == nil, !desk.isPhoneInHand else {
      return putsAway ? .press(.escape) : .wait
    }
    putsAway = false
    if time - beganAt >= dayMilliseconds { return desk.waitingHere == 0 ? .close : .wait }
    if let act = lookAfterTrouble(desk, time) { return act }
    if time >= nextCustomerAt { return nextCustomer(desk, time) }
    return .wait
  }

  /// What went wrong is looked at after a while, as somebody does who has a queue: its row is chosen, its evidence
  /// read.
  private mutating func lookAfterTrouble(_ desk: DeskState, _ time: Int64) -> Act? {
    if desk.news.troubles.isEmpty {
      looksAt = nil
      return nil
    }
    guard let looksAt else {
      self.looksAt = time + 6_000 + Int64(dice.below(6_000))
      return nil
    }
    if time < looksAt { return nil }
    self.looksAt = nil
    keys = [(.function(2), 300), (.character("d"), 2_500), (.escape, 5_000), (.escape, 1_200)]
    return .wait
  }

  private mutating func nextCustomer(_ desk: DeskState, _ time: Int64) -> Act {
    nextCustomerAt = time + gap(at: time)
    let phone = phone(at: time)
    let shillings = amount()
    let till = dice.below(2) == 0 ? 0 : 1 + dice.below(Self.otherTills)
    if till > 0 { return .ask(till: till, phone: phone, shillings: shillings) }
    var pause: Int64 = 200
    for text in [phone, "\(shillings)"] {
      for digit in text {
        keys.append((.character(digit), pause))
        pause = 90 + Int64(dice.below(130))
      }
      keys.append((.enter, 350))
      pause = 500
    }
    return .wait
  }

  /// Between two customers of the whole shop: two rushes a day, quiet between them, and at both ends.
  private mutating func gap(at time: Int64) -> Int64 {
    let part = (time - beganAt) * 100 / dayMilliseconds
    let least: Int64 =
      switch part {
      case 15..<40, 60..<85: 5_000
      case 5..<15, 40..<45, 55..<60, 85..<92: 10_000
      default: 20_000
      }
    return least + Int64(dice.below(Int(least)))
  }

  /// Most customers pay.
  ///
  /// One a day pays when it was given up; a few cancel, mistype, have no money, cannot be reached, or need all the time
  /// that there is.
  private mutating func phone(at time: Int64) -> String {
    if !lateCustomerCame, time - beganAt > dayMilliseconds / 4 {
      lateCustomerCame = true
      return "0799000033"
    }
    switch dice.below(100) {
    case ..<6: return "0700001032"
    case ..<9: return "0700002001"
    case ..<12: return "0700000001"
    case ..<14: return "0700001037"
    case ..<16: return "0700010006"
    default:
      return ["0711", "0712", "0722", "0723", "0790", "0110"][dice.below(6)] + "\(100_000 + dice.below(900_000))"
    }
  }

  /// What people buy: small sums mostly, in tens.
  private mutating func amount() -> Int {
    switch dice.below(10) {
    case ..<6: 10 * (3 + dice.below(47))
    case ..<9: 50 * (10 + dice.below(40))
    default: 100 * (25 + dice.below(60))
    }
  }
}

/// SplitMix64, the same on every machine.
private struct Dice: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return Int(mixed.multipliedFullWidth(by: UInt64(max(1, bound))).high)
  }
}
