import SimulatedShop
import Testing

/// The ledger in memory, on which whole simulated shops rest, does what the ledger on disk does.
struct DifferentialTests {
  @Test("The same calls give the same answers, summaries, evidence and totals", arguments: UInt64(1)...24)
  func theSameCallsGiveTheSame(seed: UInt64) throws {
    let pair = try LedgerPair()
    var calls = RandomLedgerCalls(pair, seed: seed)
    try calls.run(150)
    #expect(pair.differences.isEmpty, "\(pair.differences.joined(separator: "\n"))")
  }

  @Test("Every kind of call happens")
  func everyKindOfCallHappens() throws {
    let kinds: Set = [
      "recorded", "recorded again", "recorded before", "blocked live-prompt", "blocked same-again",
      "blocked unresolved-attempt", "blocked till-pace", "recorded before a restore",
      "recording refused after a restore", "evidence", "callbacks together", "asked", "no turn", "answered",
      "decision", "backup", "restore", "resolved unmatched", "resolved unmatched before", "resolving refused", "purged",
      "purged nothing",
    ]
    var missing = kinds
    for seed in UInt64(101)...108 where !missing.isEmpty {
      var calls = RandomLedgerCalls(try LedgerPair(), seed: seed)
      try calls.run(150)
      missing.subtract(calls.done.keys)
    }
    #expect(missing.sorted() == [])
  }

  @Test("A ledger that forgets a rule is found")
  func aDifferenceIsFound() throws {
    let pair = try LedgerPair()
    pair.memory.setTrouble(.failsAfterCommit)
    var calls = RandomLedgerCalls(pair, seed: 1)
    try calls.run(30)
    #expect(!pair.differences.isEmpty)
  }
}
