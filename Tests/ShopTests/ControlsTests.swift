import DarajaSimulator
import Payments
import SimulatedShop
import Testing

/// Checks that cannot fail would be none: each promise is broken on purpose, and some seed must notice.
@Suite("A shop that breaks a promise is found out")
struct ControlsTests {
  @Test("A client that sends again when its answer got lost asks twice")
  func resendingClient() {
    expectFound(.askedTwice) { plan in
      plan.resendsAfterLostAnswer = true
      plan.weather.answerLost = 300
    }
  }

  @Test("A spool that forgets loses callbacks")
  func forgetfulSpool() {
    expectFound(.callbackLost) { $0.spoolForgetsEvery = 3 }
  }

  @Test("A fold that takes accepted for paid says PAID without money")
  func acceptedIsNotPaid() {
    expectFound(.paidWithoutMoney) { plan in
      plan.fold = { rows, neighbours in
        var status = PaymentStatus(folding: rows, neighbours: neighbours)
        if status.standing == .waiting { status.standing = .paid }
        return status
      }
    }
  }

  @Test("A fold that believes strangers says PAID without money")
  func believingStrangers() {
    expectFound(.paidWithoutMoney) { plan in
      plan.forgeries = 3
      plan.fold = { rows, neighbours in
        let believed = rows.map { row in
          guard case .callback(var callback) = row.evidence else { return row }
          callback.peer = .listed
          var row = row
          row.evidence = .callback(callback)
          return row
        }
        return PaymentStatus(folding: believed, neighbours: neighbours)
      }
    }
  }

  @Test("A ledger that does not look at other payments has a standing that is not the fold")
  func blindToNeighbours() {
    expectFound(.standingIsNotFold) { plan in
      plan.switches = [FaultSwitch(fault: .receiptOnTwoPayments, probability: 0.5)]
      plan.fold = { rows, _ in PaymentStatus(folding: rows) }
    }
  }

  @Test("A fold in which the last word wins lowers what was proved")
  func lastWordWins() {
    expectFound(.proofLowered) { plan in
      plan.switches = [FaultSwitch(fault: .successThenFailure, probability: 0.5)]
      plan.fold = { rows, neighbours in
        let last = rows.last { $0.evidence.kind == "callback" }
        return PaymentStatus(
          folding: rows.filter { $0.evidence.kind != "callback" || $0 == last }, neighbours: neighbours)
      }
    }
  }

  @Test("A shop that never concludes what a crash left leaves it in the middle")
  func neverConcludes() {
    expectFound(.leftInTheMiddle) { plan in
      plan.neverConcludes = true
      plan.dyingProcesses = 1000
    }
  }

  @Test("A fold that never believes a callback hides money")
  func hiddenMoney() {
    expectFound(.moneyNotShown) { plan in
      plan.fold = { rows, neighbours in
        var status = PaymentStatus(folding: rows, neighbours: neighbours)
        if status.standing == .paid { status.standing = .notPaid }
        return status
      }
    }
  }

  /// Some seed of the first hundred notices, and without the change that very seed keeps every promise.
  private func expectFound(_ kind: Violation.Kind, breaking: (inout WorldPlan) -> Void) {
    for seed in UInt64(1)...100 {
      var plan = WorldPlan(seed: seed)
      breaking(&plan)
      let world = World(plan: plan)
      world.run()
      guard world.violations.contains(where: { $0.kind == kind }) else { continue }
      let sound = World(plan: WorldPlan(seed: seed))
      sound.run()
      #expect(sound.violations.isEmpty)
      return
    }
    Issue.record("a hundred seeds did not notice: \(kind.rawValue)")
  }
}
