/// Where a simulator's home finds its parts; `demo` uses ports of its own.
package struct HomeAddresses: Sendable, Hashable {
  /// Where desks find the API.
  package var baseURL: String
  /// Where the simulator finds the listener.
  package var publicURL: String
  /// Where the listener listens.
  package var listen: SocketPlace
  /// Where the simulator listens.
  package var simulatorListen: SocketPlace

  /// Addresses; without arguments, those of the design.
  package init(
    baseURL: String = "http://127.0.0.1:8743", publicURL: String = "http://127.0.0.1:8744",
    listen: SocketPlace = SocketPlace(address: "127.0.0.1", port: 8744),
    simulatorListen: SocketPlace = SocketPlace(address: "127.0.0.1", port: 8743)
  ) {
    self.baseURL = baseURL
    self.publicURL = publicURL
    self.listen = listen
    self.simulatorListen = simulatorListen
  }
}
