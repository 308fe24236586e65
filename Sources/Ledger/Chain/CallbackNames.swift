import GRDB
import Payments

/// A callback that is evidence, by what names it.
package struct CallbackName: Sendable, Hashable {
  /// Whose.
  package var paymentID: PaymentID
  /// SHA-256 of its body, in hex.
  package var bodyHash: String
  /// Who sent it.
  package var peer: PeerClass

  /// A name.
  package init(paymentID: PaymentID, bodyHash: String, peer: PeerClass) {
    self.paymentID = paymentID
    self.bodyHash = bodyHash
    self.peer = peer
  }
}

extension LedgerDatabase {
  /// All callbacks that are evidence, in the order in which they became it, and when.
  package func callbacks() throws(LedgerError) -> [(name: CallbackName, at: Moment)] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT payment_id, key, wall, boot, boot_id FROM evidence WHERE kind = 'callback' ORDER BY position"
      )
      return try rows.compactMap { row in
        // `callback/<hash>/<peer>`, and `/leaked` where the key was, see Evidence.key.
        let parts = try (row.kept("key") as String).split(separator: "/")
        guard let id = PaymentID(hex: try row.kept("payment_id")), (3...4).contains(parts.count),
          let peer = PeerClass(rawValue: String(parts[2]))
        else { return nil }
        return (CallbackName(paymentID: id, bodyHash: String(parts[1]), peer: peer), try row.moment())
      }
    }
  }

  /// When each payment was asked for, by the wall clock; one that only a callback tells of is not in it.
  package func recordedWallMilliseconds() throws(LedgerError) -> [PaymentID: Int64] {
    try read { database in
      var times: [PaymentID: Int64] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT payment_id, wall FROM evidence WHERE kind = 'recorded'") {
        if let id = PaymentID(hex: try row.kept("payment_id")) { times[id] = try row.kept("wall") }
      }
      return times
    }
  }

  /// For each boot of the machine: the last moment of it at which something became known.
  package func lastMoments() throws(LedgerError) -> [Moment] {
    try read { database in
      try Row.fetchAll(
        database,
        sql:
          "SELECT max(wall) AS wall, max(boot) AS boot, boot_id FROM evidence GROUP BY boot_id ORDER BY min(position)"
      ).map { try $0.moment() }
    }
  }
}
