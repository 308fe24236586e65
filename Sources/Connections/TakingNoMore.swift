import NIOCore

extension Channel {
  /// A server's channel takes no more connections; returns when whoever serves has all that were taken.
  ///
  /// NIO traps for a connection that was taken and that nobody gets, as when its socket closes in that instant: each
  /// goes from the server's loop to its own, and back, as often as it has stages.
  package func takeNoMore(on group: any EventLoopGroup) async {
    try? await setOption(.autoRead, value: false).get()
    for _ in 0..<4 {
      for loop in group.makeIterator() { try? await loop.submit {}.get() }
      try? await eventLoop.submit {}.get()
    }
  }
}
