import Testing

@testable import CallbackListener

/// Which of a service manager's sockets a listener takes.
@Suite struct HandedSocketTests {
  private func handed(_ process: Int32?, _ count: Int32?, takesConnections: Bool = true) -> HandedSocket {
    HandedSocket(to: process, count: count, we: 40, takesConnections: { $0 == 3 && takesConnections })
  }

  @Test func oneThatTakesConnectionsIsTaken() {
    #expect(handed(40, 1) == .one(descriptor: 3) && handed(40, 1).trouble == nil)
  }

  /// A process of another number was started by somebody who was handed them.
  @Test(arguments: [(nil, nil), (40, nil), (40, 0), (41, 1), (nil, 1)] as [(Int32?, Int32?)])
  func whatIsNotForUsIsLeft(process: Int32?, count: Int32?) {
    #expect(handed(process, count) == .none)
  }

  @Test func anythingElseIsRefusedAloud() {
    #expect(handed(40, 2) == .unfit(count: 2))
    let closed = handed(40, 1, takesConnections: false)
    #expect(closed == .unfit(count: 1) && closed.trouble?.contains("one ListenStream=") == true)
  }
}
