import DarajaSimulator
import Desk
import DeskRuntime
import Payments
import Synchronization

/// The phones of the demo's simulator, asked over its control addresses.
struct SimulatedPhonesAdapter: DemoPhonesPort {
  let simulator: String

  func look() -> CustomersPhones? {
    let address = simulator
    guard case .success(let phones) = AsyncBridge.value(of: { await SimulatorControl.phones(address: address) }) else {
      return nil
    }
    return CustomersPhones(phones)
  }

  func answer(_ prompt: CheckoutRequestID, with answer: CustomersAnswer) {
    let address = simulator
    // A prompt that closed meanwhile is no mistake of anybody's: the next look shows that it is gone.
    _ = AsyncBridge.value {
      await SimulatorControl.answer(
        address: address, checkoutRequestID: prompt.rawValue, with: ManualAnswer(answer))
    }
  }
}

extension CustomersPhones {
  fileprivate init(_ phones: SimulatedPhones) {
    self.init(
      prompts: phones.prompts.map {
        Prompt(
          checkoutRequestID: CheckoutRequestID($0.checkoutRequestID), phone: Self.spaced($0.phone),
          amountShillings: $0.amountShillings, reference: $0.reference,
          waitsForAnswerByHand: $0.waitsForAnswerByHand)
      },
      endings: phones.ended.map {
        Ending(
          phone: Self.spaced($0.phone), amountShillings: $0.amountShillings, reference: $0.reference,
          atWallMilliseconds: $0.atMilliseconds, resultCode: ResultCode($0.resultCode), receipt: $0.receipt,
          balanceShillings: $0.balanceShillings)
      })
  }

  /// The simulator masks in ASCII, `0712***678`; the desk shows masked numbers with room in them.
  private static func spaced(_ masked: String) -> String { masked.replacing("***", with: " ··· ") }
}

extension ManualAnswer {
  fileprivate init(_ answer: CustomersAnswer) {
    self =
      switch answer {
      case .pay: .pay
      case .cancel: .cancel
      case .wrongPIN: .wrongPIN
      case .noMoney: .noMoney
      case .ignore: .ignore
      }
  }
}
