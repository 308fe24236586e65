/// What happened how often in a world.
package struct WorldCounts: Sendable, Equatable {
  package var steps = 0
  package var salesTyped = 0
  package var payments = 0
  package var paymentsPaid = 0
  package var promptsOut = 0
  package var moneyMoved = 0
  package var blocked = 0
  package var overridden = 0
  package var crashes = 0
  package var crashesInsidePush = 0
  package var reboots = 0
  package var wallClockSettings = 0
  package var ledgerFailures = 0
  package var connectionsRefused = 0
  package var requestsLost = 0
  package var answersLost = 0
  package var queries = 0
  package var callbacksDelivered = 0
  package var callbacksLost = 0
  package var callbacksDoubled = 0
  package var callbacksAfterPromptsLife = 0
  package var callbacksAfterFailure = 0
  package var callbacksBeforeAcknowledgement = 0
  package var forgeriesTurnedAway = 0
  package var forgeriesStored = 0
  package var oddCallbacks = 0
  package var secondDesksRefused = 0
  package var commandLinePushes = 0
  package var repeatedOnceKeys = 0
  package var decisions = 0
  package var supervisorsDecisions = 0
  package var decisionsRefused = 0
  package var resolutions = 0
  package var acceptancesByHand = 0
  package var wrongNumbers = 0
  package var paymentsAnotherWay = 0
  /// Marks that were taken back.
  package var marksUndone = 0
  package var mutes = 0
  package var paceAgreements = 0
  package var blockedByPace = 0
  package var keysPutAside = 0
  package var questionsPutAside = 0
  package var keyRotations = 0
  package var callbacksUnderOldKeys = 0
  package var pushesHeldForKeys = 0
  package var forgeriesUnderLeakedKey = 0
  package var restores = 0
  package var callbacksReplayed = 0
  package var callbackOnlyPayments = 0
  package var commitsFailed = 0
  package var tornDeliveries = 0
  package var fullDisks = 0
  package var callbacksRefused = 0
  package var spoolTroubles = 0
  package var dayChanges = 0
  package var promptsLive = 0
  package var resolutionsLost = 0
  package var unmatchedForGoods = 0
  package var unmatchedRefunded = 0
  package var unmatchedKept = 0
  package var unmatchedForNothing = 0
  package var unmatchedResolvedTwice = 0
  package var unmatchedRefused = 0
  package var weeksLater = 0
  package var phonesPurged = 0
  package var promptsPurged = 0
  package var bodiesPurged = 0
  package var framesDrawn = 0
  package var paidRowsDrawn = 0
  package var pushesToldAsPaid = 0
  package var pollerTurns = 0
  package var callbacksPolled = 0
  package var absencesTold = 0
  package var refusedKeysShown = 0

  /// Nothing yet.
  package init() {}

  /// All of both.
  package static func + (left: WorldCounts, right: WorldCounts) -> WorldCounts {
    var sum = left
    for path in fields { sum[keyPath: path] += right[keyPath: path] }
    return sum
  }

  /// One line a figure.
  package var lines: [String] { named.map { name, count in "\(count) \(name)" } }

  /// Every figure with its name.
  package var named: [(name: String, count: Int)] {
    zip(Self.names, Self.fields).map { name, path in (name, self[keyPath: path]) }
  }

  private static var fields: [WritableKeyPath<WorldCounts, Int>] {
    [
      \.steps, \.salesTyped, \.payments, \.paymentsPaid, \.promptsOut, \.moneyMoved, \.blocked, \.overridden,
      \.crashes, \.crashesInsidePush, \.reboots, \.wallClockSettings, \.ledgerFailures, \.connectionsRefused,
      \.requestsLost,
      \.answersLost, \.queries, \.callbacksDelivered, \.callbacksLost, \.callbacksDoubled,
      \.callbacksAfterPromptsLife, \.callbacksAfterFailure, \.callbacksBeforeAcknowledgement, \.forgeriesTurnedAway,
      \.forgeriesStored, \.oddCallbacks,
      \.secondDesksRefused,
      \.commandLinePushes,
      \.repeatedOnceKeys,
      \.decisions,
      \.supervisorsDecisions,
      \.decisionsRefused,
      \.resolutions,
      \.acceptancesByHand,
      \.wrongNumbers,
      \.paymentsAnotherWay,
      \.mutes,
      \.paceAgreements,
      \.blockedByPace,
      \.keysPutAside,
      \.questionsPutAside,
      \.keyRotations,
      \.callbacksUnderOldKeys,
      \.pushesHeldForKeys,
      \.forgeriesUnderLeakedKey,
      \.restores,
      \.callbacksReplayed,
      \.callbackOnlyPayments,
      \.commitsFailed,
      \.tornDeliveries,
      \.fullDisks,
      \.callbacksRefused,
      \.spoolTroubles,
      \.dayChanges,
      \.promptsLive,
      \.resolutionsLost,
      \.unmatchedForGoods,
      \.unmatchedRefunded,
      \.unmatchedKept,
      \.unmatchedForNothing,
      \.unmatchedResolvedTwice,
      \.unmatchedRefused,
      \.weeksLater,
      \.phonesPurged,
      \.promptsPurged,
      \.bodiesPurged,
      \.framesDrawn, \.paidRowsDrawn, \.pushesToldAsPaid, \.pollerTurns, \.callbacksPolled,
      \.absencesTold, \.refusedKeysShown,
    ]
  }

  private static let names = [
    "steps", "sales typed", "payments", "paid", "prompts out", "times money moved", "blocked by a guard", "overridden",
    "crashes", "crashes inside a push", "reboots", "settings of the wall clock", "ledger failures",
    "connections refused", "push requests lost",
    "push answers lost", "queries", "callbacks delivered", "callbacks lost", "callbacks doubled",
    "callbacks after the prompt's life", "callbacks after a failure was known",
    "callbacks before the acknowledgement", "forgeries turned away", "forgeries stored", "callbacks for a person",
    "second desks refused at a till",
    "pushes from the command line",
    "repeated once keys",
    "decisions",
    "supervisors' decisions",
    "decisions refused",
    "resolved by a supervisor",
    "accepted by hand",
    "marked as wrong numbers",
    "paid another way",
    "mutes",
    "agreements to a faster pace",
    "blocked by the pace",
    "once keys of a ledger put aside",
    "questions put aside for the next customer",
    "key rotations",
    "callbacks under old keys",
    "pushes held back for the keys",
    "forgeries under a leaked key",
    "restores",
    "callbacks replayed",
    "payments known from callbacks only",
    "commits that failed",
    "deliveries torn",
    "full disks",
    "callbacks refused",
    "times the spool could not be read",
    "shops that worked over midnight",
    "prompts beside a live one of the sale, overridden",
    "resolutions of unmatched callbacks lost in a restore",
    "unmatched callbacks for goods",
    "unmatched callbacks refunded",
    "unmatched callbacks kept",
    "unmatched callbacks with nothing to do",
    "unmatched callbacks that were resolved already",
    "unmatched callbacks not resolved",
    "shops that went on weeks later",
    "phones purged",
    "prompts purged",
    "raw callbacks purged",
    "frames drawn", "rows drawn that say PAID", "pushes from the command line told as paid",
    "turns of a poller beside the desks",
    "callbacks ingested by a poller", "desks that told of their absence",
    "desks that said that the listener refuses our key",
  ]
}
