import Settings
import TestSupport

/// From the start of the process to a form, beside `dialog`.
struct StartRow: LedgerRow {
  let name = "start"
  let unit = "milliseconds from the start of the desk to its form, with so many payments in the ledger"
  let peer = "dialog --form"
  let sizes = [100, 1_000, 10_000]

  func prepare(size: Int, effort: BenchEffort) throws -> () throws -> BenchRound {
    measure(try BenchedDesk(CrowdedHome(payments: size, open: 0)), effort)
  }

  func prepare(home: Home, effort: BenchEffort) throws -> () throws -> BenchRound {
    measure(try BenchedDesk(at: home.path), effort)
  }

  private func measure(_ desk: BenchedDesk, _ effort: BenchEffort) -> () throws -> BenchRound {
    {
      var round = BenchRound(ours: [], peers: [])
      for _ in 0..<effort.count(20) {
        round.ours.append(try desk.open().millisecondsUntil("Phone"))
        if let form = try Peer.form() { round.peers.append(try form.millisecondsUntil("Phone")) }
      }
      return round
    }
  }
}
