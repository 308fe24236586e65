import Files
import GRDB
import Payments

/// Looks into a ledger that a backup replaces, or replaced.
package enum LedgerRemains {
  /// What a look into one of them gave.
  package enum Look<Value> {
    case seen(Value)
    /// There is no such file.
    case absent
    /// It cannot be read, or is no ledger: what it knew is not known.
    case unreadable
    /// Another program has it, and did not let go of it in time; its name where the kernel tells it.
    case locked(by: String?)
  }

  /// What the file at a path tells of its numbers.
  package static func look(at path: String, since day: BusinessDay) -> Look<Restoration.Remains> {
    read(path) { try look(in: $0, since: day) }
  }

  /// Reads a file that may be damaged, of an older schema, or left in the middle of a transaction.
  ///
  /// Only SQLite itself writes into it, and only to take back what a program that was killed had half done: until then
  /// nobody can read it.
  private static func read<Value>(_ path: String, _ body: (Database) throws -> Value) -> Look<Value> {
    do throws(FileError) {
      // SQLite would throw the journal away that lies beside what is no ledger.
      let start = try OpenFile(path, .readOnly, .noFollow).read(limitBytes: 16)
      guard start.starts(with: Array("SQLite format 3\0".utf8)) else { return .unreadable }
    } catch {
      return error.code == .noSuchFileOrDirectory ? .absent : .unreadable
    }
    for isReadOnly in [true, false] {
      var configuration = Configuration()
      configuration.readonly = isReadOnly
      configuration.busyMode = .timeout(secondsForALocked)
      do { return .seen(try DatabaseQueue(path: path, configuration: configuration).read(body)) } catch {
        guard let code = (error as? DatabaseError)?.resultCode else { return .unreadable }
        if code == .SQLITE_BUSY { return .locked(by: LedgerHolders(LedgerFiles(path: path, holder: "")).ofFile()) }
        if code == .SQLITE_CORRUPT || code == .SQLITE_NOTADB { return .unreadable }
      }
    }
    return .unreadable
  }

  private static let secondsForALocked = 2.0

  /// What the names of ledgers begin with that a backup has replaced, beside the one that took their place.
  package static let stemOfReplaced = "ledger.replaced-"

  /// The ledgers that backups have replaced, latest first.
  package static func replaced(in directory: String) throws(LedgerError) -> [String] {
    let names: [String]
    do throws(FileError) { names = try ByPath.names(in: directory) } catch {
      throw .cannotRead(reason: "\(directory): \(error.words)")
    }
    return names.reversed().filter { $0.hasPrefix(stemOfReplaced) && $0.hasSuffix(".sqlite") }
      .map { directory + "/" + $0 }
  }

  /// The payment that was asked under a key of `--once` in a ledger that a backup has replaced; nil when none of them
  /// knows the key.
  ///
  /// - Throws: ``LedgerError/keysUnknown(file:isLocked:)`` when one of them cannot say so: that is no "no".
  static func payment(onceDigest: String, inReplacedAt directory: String) throws -> LostPayment? {
    var silent: LedgerError?
    for path in try replaced(in: directory) {
      switch read(path, { try LostPayment(onceDigest: onceDigest, in: $0) }) {
      case .seen(let lost?): return lost
      case .seen(nil), .absent: continue
      case .unreadable: silent = silent ?? .keysUnknown(file: path, isLocked: false)
      case .locked: silent = silent ?? .keysUnknown(file: path, isLocked: true)
      }
    }
    if let silent { throw silent }
    return nil
  }

  /// The ledgers put aside that cannot be read, each as what a new key of `--once` is refused for.
  ///
  /// None in a ledger that was never restored: nobody asks them then.
  package static func silent(in directory: String, of ledger: LedgerDatabase) throws(LedgerError) -> [LedgerError] {
    guard try ledger.epoch() > 1 else { return [] }
    return try replaced(in: directory).compactMap { path in
      switch read(path, { try LostPayment(onceDigest: "", in: $0) }) {
      case .seen, .absent: nil
      case .unreadable: .keysUnknown(file: path, isLocked: false)
      case .locked: .keysUnknown(file: path, isLocked: true)
      }
    }
  }

  static func look(in database: Database, since day: BusinessDay) throws -> Restoration.Remains {
    let highest = try Int.fetchOne(
      database, sql: "SELECT max(number) FROM payment WHERE day >= ?", arguments: [day.text])
    let newest = try Int64.fetchOne(database, sql: "SELECT max(recorded_wall) FROM payment")
    let shop = try ShopRows(database: database).status(.restored)
    return Restoration.Remains(
      epoch: shop.epoch, highestNumber: highest ?? 0, newestWallMilliseconds: newest ?? 0)
  }
}

extension LostPayment {
  fileprivate init?(onceDigest: String, in database: Database) throws {
    // Ledgers of the first schemas knew no such keys.
    if try !database.columns(in: "payment").contains(where: { $0.name == "once_digest" }) { return nil }
    let row = try Row.fetchOne(
      database, sql: "SELECT id, number, day, till, amount, standing FROM payment WHERE once_digest = ?",
      arguments: [onceDigest])
    guard let row else { return nil }
    let (till, amount): (Int, Int) = (try row.kept("till"), try row.kept("amount"))
    guard let id = PaymentID(hex: try row.kept("id")), let day = BusinessDay(text: try row.kept("day")),
      let till = Till(till), let amount = Shillings(amount), let standing = Standing(rawValue: try row.kept("standing"))
    else { return nil }
    self.init(id: id, number: try row.kept("number"), day: day, till: till, amount: amount, standing: standing)
  }
}
