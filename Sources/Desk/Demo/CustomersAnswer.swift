/// What the person who holds a demo's phone does with its prompt.
package enum CustomersAnswer: Sendable, Equatable {
  case pay
  case cancel
  case wrongPIN
  case noMoney
  case ignore
}
