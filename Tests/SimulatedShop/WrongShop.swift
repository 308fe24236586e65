import DarajaSimulator
import Payments

/// Shops that break a promise on purpose: a check that cannot fail would be none.
package enum WrongShop: String, Sendable, CaseIterable {
  /// A client that sends a push again when its answer got lost.
  case resend
  /// A spool that loses every third callback after answering it.
  case forget
  /// Accepted is taken for paid.
  case acceptedIsPaid = "accepted-is-paid"
  /// What a stranger says is believed.
  case believeStrangers = "believe-strangers"
  /// A payment is folded without a look at the others.
  case blind
  /// The last callback wins.
  case lastWordWins = "last-word-wins"
  /// What a crash left in the middle stays there.
  case neverConclude = "never-conclude"
  /// No callback is believed.
  case hideMoney = "hide-money"
  /// The old key is thrown away when a new one is made.
  case forgetOldKeys = "forget-old-keys"
  /// Two desks work at one till.
  case twoDesks = "two-desks"
  /// No guard stops whoever asks twice.
  case noGuards = "no-guards"
  /// Each attempt of a sale is weighed by itself.
  case forgetTwice = "forget-twice"
  /// Money counts on the day on which it was asked for.
  case countWhenAsked = "count-when-asked"
  /// What was accepted by hand is forgotten when its receipt turns up elsewhere.
  case forgetHand = "forget-hand"

  /// A till asks as many phones a minute as it likes.
  case noPace = "no-pace"
  /// A restored ledger takes the keys of `--once` that it does not know for new ones.
  case forgetKeys = "forget-keys"

  /// What a supervisor resolves among the unmatched callbacks is filed away, and not kept.
  case forgetResolutions = "forget-resolutions"
  /// A desk that starts reads nothing for its board.
  case blankStart = "blank-start"
  /// A purge takes what is personal on open payments too.
  case purgeOpen = "purge-open"

  /// The promise that it breaks.
  package var breaks: Violation.Kind {
    switch self {
    case .resend: .askedTwice
    case .forget: .callbackLost
    case .acceptedIsPaid, .believeStrangers: .paidWithoutMoney
    case .blind: .standingIsNotFold
    case .lastWordWins: .proofLowered
    case .neverConclude: .leftInTheMiddle
    case .hideMoney: .moneyNotShown
    case .forgetOldKeys: .genuineTurnedAway
    case .twoDesks: .concludedAlive
    case .noGuards: .twoLivePrompts
    case .forgetTwice: .twiceNotShown
    case .countWhenAsked: .closedDayChanged
    case .forgetHand: .handForgotten
    case .noPace: .askedTooFast
    case .forgetKeys: .keyUsedTwice
    case .forgetResolutions: .resolutionForgotten
    case .blankStart: .openNotShown
    case .purgeOpen: .purgedTooEarly
    }
  }

  /// Makes the shop of a plan wrong, and its world such that it shows.
  package func spoil(_ plan: inout WorldPlan) {
    switch self {
    case .resend:
      plan.resendsAfterLostAnswer = true
      plan.weather.answerLost = 300
    case .forget: plan.spoolForgetsEvery = 3
    case .acceptedIsPaid:
      plan.fold = Self.changing { state in
        guard case .waiting(let since) = state else { return state }
        return .paid(Proof(by: .callback, receipts: [], keys: [], at: since))
      }
    case .believeStrangers:
      plan.forgeries = 3
      plan.fold = Self.believingStrangers
    case .blind:
      plan.switches = [FaultSwitch(fault: .receiptOnTwoPayments, probability: 0.5)]
      plan.fold = { rows, _ in PaymentStatus(folding: rows) }
    case .lastWordWins:
      plan.switches = [FaultSwitch(fault: .successThenFailure, probability: 0.5)]
      plan.fold = Self.believingTheLastWord
    case .neverConclude:
      plan.neverConcludes = true
      plan.dyingProcesses = 1000
    case .hideMoney:
      plan.fold = Self.changing { state in
        guard case .paid(let proof) = state else { return state }
        return .notPaid(ResultCode("1032"), by: proof.witness, isFinal: false, at: proof.at)
      }
    case .forgetOldKeys:
      plan.forgetsOldKeys = true
      plan.keyRotations = [false, false]
    case .noGuards:
      plan.ledgerOmits = .guards
      plan.takesPushesToBusyPhones = true
    case .forgetTwice: plan.ledgerOmits = .paidTwice
    case .countWhenAsked:
      plan.ledgerOmits = .countingDays
      plan.goOverMidnight()
    case .noPace:
      plan.ledgerOmits = .pace
      plan.phonesPerMinute = 1
    case .forgetKeys:
      plan.ledgerOmits = .keysPutAside
      plan.restores = true
      plan.commandLinePushes = 24
      // A key must be new between backup and restore, and come again once the restored ledger takes payments.
      plan.faultMilliseconds = 600_000
    case .forgetResolutions:
      plan.ledgerOmits = .resolutions
      plan.forgeries = 3
      plan.unmatchedLooks = 3
    case .blankStart:
      plan.startsWithEmptyBoards = true
      plan.dyingProcesses = 1000
    case .purgeOpen:
      plan.ledgerOmits = .openAtPurge
      plan.daysLater = 36
    case .forgetHand:
      plan.decisions = 40
      plan.fold = Self.forgettingHands
    case .twoDesks:
      plan.ignoresTillLock = true
      plan.secondDesk = true
    }
  }

  private static func changing(_ change: @escaping @Sendable (PaymentState) -> PaymentState) -> Folding {
    { rows, neighbours in
      var status = PaymentStatus(folding: rows, neighbours: neighbours)
      status.state = change(status.state)
      return status
    }
  }

  private static let forgettingHands: Folding = { rows, neighbours in
    let kept = rows.filter { row in
      guard case .decision(let decision) = row.evidence, case .acceptedByHand(let receipt) = decision.action else {
        return true
      }
      return !neighbours.receipts.contains(receipt)
    }
    return PaymentStatus(folding: kept, neighbours: neighbours)
  }

  private static let believingStrangers: Folding = { rows, neighbours in
    let believed = rows.map { row in
      guard case .callback(var callback) = row.evidence else { return row }
      callback.peer = .listed
      var row = row
      row.evidence = .callback(callback)
      return row
    }
    return PaymentStatus(folding: believed, neighbours: neighbours)
  }

  private static let believingTheLastWord: Folding = { rows, neighbours in
    let last = rows.last { $0.evidence.kind == "callback" }
    return PaymentStatus(
      folding: rows.filter { $0.evidence.kind != "callback" || $0 == last }, neighbours: neighbours)
  }
}
