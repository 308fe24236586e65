import GRDB
import Payments

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

  /// Which of these callbacks are evidence, whatever key their addresses were made with.
  package func known(_ callbacks: [CallbackName]) throws(LedgerError) -> Set<CallbackName> {
    try read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT 1 FROM evidence WHERE payment_id = +? AND key IN (?, ?)")
      return Set(
        try callbacks.filter { name in
          let keys = name.evidenceKeys
          return try Int.fetchOne(statement, arguments: [name.paymentID.hex, keys.trusted, keys.leaked]) != nil
        })
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
