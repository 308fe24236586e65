import Payments
import Shop

/// Weeks later: the machine was asleep, or off, and what is personal and old may go.
extension World {
  /// Nobody works for so many days; then there is a short day, and somebody purges.
  func daysPass(_ days: Int) {
    // Whoever waits inside of a call has to end it first.
    if depth > 0 { return plan(.daysPass(days), inMilliseconds: 5_000) }
    note("\(days) days pass")
    counts.weeksLater += 1
    let isOff = random.happens(perThousand: 500)
    if isOff { for desk in desks { if let process = desk.process { kill(process, "is closed for weeks") } } }
    clock.advance(byMilliseconds: Int64(days) * 86_400_000)
    if isOff { clock.reboot() }
    plan(.purge, in: 1_000...5_000)
    for index in desks.indices {
      for _ in 0..<2 {
        let sale = CashierMove.sale(random.pick(Array(plan.phones.prefix(2))), amount: random.pick(plan.amounts))
        plan(.cashier(index, sale), in: 60_000...120_000)
      }
      plan(.cashier(index, .lookAtUnmatched), in: 130_000...300_000)
    }
    for _ in 0..<2 { plan(.purge, in: 310_000...320_000) }
    plan(.commandLineResolves, in: 330_000...400_000)
    plan(.purge, in: 500_000...600_000)
  }

  /// `kaunta purge`, or one turn of `kaunta poll --watch`.
  func purge() {
    let process = DeskProcess(till: .commandLine, number: nextProcessNumber(), world: self)
    if random.happens(perThousand: plan.dyingProcesses / 2) { process.stepsUntilDeath = random.below(10) }
    let ledger = ProcessLedger(process: process, ledger: ledger, world: self)
    let purge = Purge(ledger, ProcessSpool(process: process, spool: spool, world: self))
    if random.happens(perThousand: 500) {
      do {
        let report = try purge.run(at: clock.now())
        note("kaunta purge takes \(report)")
      } catch {
        note("kaunta purge ends: \((error as? any ExplainedError)?.sentence ?? "it died")")
      }
    } else {
      let surroundings = ProcessSurroundings(process: process, world: self)
      var round = ShopRound(worker(of: process, ledger), surroundings, .shop, purging: purge)
      let news = round.turn(at: clock.now())
      note("kaunta poll makes a turn\(news.purgeTrouble.map { ", and purges nothing: \($0.english)" } ?? "")")
    }
    process.die()
  }
}
