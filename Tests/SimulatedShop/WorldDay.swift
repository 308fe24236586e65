import DarajaSimulator
import Payments

/// What is planned before a world starts: who comes when, and what breaks when.
extension World {
  func planDay() {
    let busy = plan.faultMilliseconds - 20_000
    for index in desks.indices {
      plan(.deskStarts(index), in: 0...3_000)
      for _ in 0..<plan.salesPerTill {
        let phone = random.pick(plan.phones)
        let amount = random.pick(plan.amounts)
        let at = random.milliseconds(4_000...busy)
        plan(.cashier(index, .sale(phone, amount: amount)), inMilliseconds: at)
        if random.happens(perThousand: 300) {
          plan(.cashier(index, .enterAgain), inMilliseconds: at + random.milliseconds(50...400))
        }
        if random.happens(perThousand: 400) {
          // Impatience: the same again, here or at another till, before or after the prompt's life.
          let till = random.below(desks.count)
          plan(
            .cashier(till, .sale(phone, amount: amount)), inMilliseconds: at + random.milliseconds(200...110_000))
        }
        if random.happens(perThousand: 300) {
          plan(.cashier(index, .checkNow), inMilliseconds: at + random.milliseconds(3_000...100_000))
        }
      }
    }
    planTrouble(until: busy)
    plan(.faultsStop, inMilliseconds: plan.faultMilliseconds)
  }

  private func planTrouble(until busy: Int64) {
    if plan.reboots { plan(.machineReboots, in: 20_000...busy) }
    if plan.dyingProcesses > 0 { plan(.processIsKilled(random.below(desks.count)), in: 5_000...busy) }
    for _ in 0..<plan.wallClockSettings {
      let ahead = random.milliseconds(-7_200_000...7_200_000)
      plan(.wallClockIsSet(aheadMilliseconds: ahead), in: 5_000...busy)
    }
    for _ in 0..<plan.ledgerTroubles {
      let at = random.milliseconds(5_000...busy)
      let trouble = random.pick([MemoryLedger.Trouble.refusesWrites, .failsAfterCommit, .unreachable])
      plan(.ledgerTrouble(trouble), inMilliseconds: at)
      plan(.ledgerTrouble(nil), inMilliseconds: at + random.milliseconds(500...25_000))
    }
    for _ in 0..<plan.listenerOutages {
      let at = random.milliseconds(5_000...busy)
      plan(.listenerStands(isUp: false), inMilliseconds: at)
      plan(.listenerStands(isUp: true), inMilliseconds: at + random.milliseconds(5_000...60_000))
    }
    for _ in 0..<plan.forgeries {
      plan(.forgery, in: 10_000...busy)
      plan(.strangersCallback, in: 10_000...busy)
    }
  }
}
