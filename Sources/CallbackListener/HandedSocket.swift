/// A socket that a service manager opened for a process, by what it says in the environment (sd_listen_fds(3)).
package enum HandedSocket: Equatable, Sendable {
  /// It handed over none to this process.
  case none
  /// The one on which callbacks come.
  case one(descriptor: Int32)
  /// Something else: so many descriptors, of which the first may take no connections.
  case unfit(count: Int32)

  /// Those that it hands over begin here.
  private static let firstDescriptor: Int32 = 3

  /// - Parameters:
  ///   - process: for which they are.
  ///   - count: how many.
  ///   - takesConnections: whether a descriptor is a socket that does.
  package init(
    to process: Int32?, count: Int32?, we ourselves: Int32, takesConnections: (Int32) -> Bool
  ) {
    guard process == ourselves, let count, count > 0 else {
      self = .none
      return
    }
    let isFit = count == 1 && takesConnections(Self.firstDescriptor)
    self = isFit ? .one(descriptor: Self.firstDescriptor) : .unfit(count: count)
  }

  /// What is wrong, and what to do; nil where nothing is.
  package var trouble: String? {
    guard case .unfit(let count) = self else { return nil }
    return "the service manager handed over \(count) descriptors, and one socket that takes connections is wanted: one "
      + "ListenStream= in kaunta-listen.socket."
  }
}
