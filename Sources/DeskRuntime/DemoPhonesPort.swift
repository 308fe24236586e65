import Desk
import Payments

/// The customers' phones of a demo, wherever they are.
package protocol DemoPhonesPort: Sendable {
  /// What is on the phones now; nil when nobody can say. Waits for the answer.
  func look() -> CustomersPhones?
  /// Does what a customer does with a prompt. Waits until it is done.
  func answer(_ prompt: CheckoutRequestID, with answer: CustomersAnswer)
}
