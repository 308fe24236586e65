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
    for _ in 0..<plan.commandLinePushes {
      // Impatient programs too: the same key twice, at the same moment.
      let phone = random.pick(plan.phones)
      let amount = random.pick(plan.amounts)
      let onceKey = random.happens(perThousand: 500) ? "key-\(random.below(3))" : nil
      let boldness = random.below(1000)
      let wish = CommandLineWish(
        phone: phone, amount: amount, onceKey: onceKey, overrides: boldness < 300, isAnotherSale: boldness < 90,
        waits: random.happens(perThousand: 750))
      let at = random.milliseconds(4_000...busy)
      plan(.commandLine(wish), inMilliseconds: at)
      if random.happens(perThousand: 400) {
        plan(.commandLine(wish), inMilliseconds: at + random.milliseconds(0...5_000))
      }
    }
    if plan.polls { plan(.pollerStarts, in: 0...3_000) }
    for _ in 0..<plan.decisions { plan(.cashier(random.below(desks.count), .decide), in: 15_000...busy) }
    planTrouble(until: busy)
    planDisks(until: busy)
    planOwner(until: busy)
    planUnmatched(until: busy)
    plan(.faultsStop, inMilliseconds: plan.faultMilliseconds)
  }

  /// Two supervisors at once now and then, and some only when the faults are over.
  private func planUnmatched(until busy: Int64) {
    for _ in 0..<plan.unmatchedLooks {
      let at = random.milliseconds(20_000...plan.faultMilliseconds * 2)
      plan(.cashier(random.below(desks.count), .lookAtUnmatched), inMilliseconds: at)
      if random.happens(perThousand: 400) {
        plan(
          .cashier(random.below(desks.count), .lookAtUnmatched), inMilliseconds: at + random.milliseconds(0...1_000))
      }
      if random.happens(perThousand: 400) { plan(.commandLineResolves, inMilliseconds: at) }
    }
    if let days = plan.daysLater {
      plan(.daysPass(days), inMilliseconds: plan.faultMilliseconds + plan.calmMilliseconds)
    }
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
  private func planDisks(until busy: Int64) {
    for _ in 0..<plan.fullDisks {
      let at = random.milliseconds(5_000...busy)
      plan(.diskIsFull(true), inMilliseconds: at)
      plan(.diskIsFull(false), inMilliseconds: at + random.milliseconds(5_000...60_000))
    }
    for _ in 0..<plan.spoolTroubles {
      let at = random.milliseconds(5_000...busy)
      plan(.spoolIsReadable(false), inMilliseconds: at)
      plan(.spoolIsReadable(true), inMilliseconds: at + random.milliseconds(2_000...30_000))
    }
  }

  private func planOwner(until busy: Int64) {
    for leaked in plan.keyRotations { plan(.keysRotate(leaked: leaked), in: 10_000...busy) }
    if plan.restores {
      let at = random.milliseconds(5_000...busy - 60_000)
      plan(.backup, inMilliseconds: at)
      plan(.restore, inMilliseconds: random.milliseconds(at...busy))
    }
  }
}
