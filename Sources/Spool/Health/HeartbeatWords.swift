import Payments

extension Heartbeat {
  /// What keeps callbacks from reaching this shop by this listener; nil where nothing does.
  ///
  /// - Parameter refusesOurKey: whether it would turn the shop's own callbacks away.
  package func fault(ageMilliseconds: Int64, refusesOurKey: Bool, publicURL: String) -> String? {
    if !ListenerPulse.isFresh(ageMilliseconds: ageMilliseconds) {
      return "its last heartbeat is \(ageMilliseconds / 1000) s old; start `kaunta listen`"
    }
    if refusesOurKey {
      return "it takes other keys or serves another shop; give it this home's callback keys, then restart it"
    }
    if self.publicURL != publicURL {
      return "it was started with the public address \(self.publicURL); restart it to take the new one"
    }
    return nil
  }

  /// What answers from addresses that are not Safaricom's ask of the owner; nil where none came.
  package func wordsOnStrangers(forwardedHeader: String, isOwnProxy: (String) -> Bool) -> String? {
    if counters.fromUnlistedAddresses == 0 { return nil }
    let came =
      "\(counters.fromUnlistedAddresses) answers with a good tag came from addresses that are not in "
      + "callbacks.safaricom_addresses"
    switch lastUnlistedPeer {
    case nil: return came + "; if Safaricom confirms those addresses, add them"
    case "unknown":
      return came
        + "; for the last one the proxy named no address: look at callbacks.forwarded_header and at what it sends"
    // Its address among Safaricom's would make whatever anybody sends a proof.
    case let peer? where isOwnProxy(peer):
      return came
        + "; the last one came through your own proxy \(peer), which sent no \(forwardedHeader): let it set that header, "
        + "or name the one that it sets in callbacks.forwarded_header"
    case let peer?:
      return came
        + ", the last one from \(peer): add it there if Safaricom confirms it, or to callbacks.trusted_proxies if "
        + "it is a proxy of yours"
    }
  }
}
