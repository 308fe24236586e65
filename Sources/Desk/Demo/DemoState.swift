/// What only a demo has; a desk at a real till has none of it.
package struct DemoState: Sendable, Equatable {
  /// The customers' phones.
  package internal(set) var phones = CustomersPhones()
  /// The guided tour, while it goes on.
  package internal(set) var tour: Tour?
  /// The supervisor of its shop.
  package internal(set) var supervisor: DemoSupervisor?
}

extension DeskState {
  /// Changes what only a demo has, from its first event on.
  mutating func changeDemo(_ body: (inout DemoState) -> Void) {
    var demo = demo ?? DemoState()
    body(&demo)
    self.demo = demo
  }
}
