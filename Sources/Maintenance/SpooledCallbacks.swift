import Daraja
import Ledger
import Payments
import Shop
import Spool

/// Every callback that the spool still has, wherever in it.
struct SpooledCallbacks {
  /// Where one lies.
  enum Place: Sendable, Equatable {
    case delivered
    case odd(OddItem)
    case done(DoneItem)
  }

  /// One of them.
  struct Item: Sendable {
    var name: CallbackName
    var place: Place
    /// Nil when the file is damaged or gone, or its body is no callback.
    var callback: CallbackEvidence?
  }

  let spool: SpoolDirectory

  init(spool: SpoolDirectory) { self.spool = spool }

  /// Reads all whose names `isWanted`, archived ones first, in the order of their names.
  ///
  /// - Throws: ``SpoolError`` when one cannot be read just now: it may be money, and is not rubbish for that.
  func all(where isWanted: (CallbackName) -> Bool) throws -> [Item] {
    var items: [Item] = []
    func add(_ name: SpoolName?, _ place: Place, _ read: () throws(SpoolError) -> SpoolEnvelope) throws {
      guard let name = name.map(CallbackName.init), isWanted(name) else { return }
      items.append(Item(name: name, place: place, callback: try Self.whole(read).flatMap(Self.callback(in:))))
    }
    for day in try spool.doneDays() {
      for item in try spool.doneItems(on: day) {
        try add(item.name, .done(item)) { () throws(SpoolError) in try spool.read(item) }
      }
    }
    for item in try spool.oddItems() {
      try add(item.name, .odd(item)) { () throws(SpoolError) in try spool.read(item) }
    }
    for name in try spool.scan() { try add(name, .delivered) { () throws(SpoolError) in try spool.read(name) } }
    return items
  }

  /// Nil for a file that will never be read, or has gone elsewhere.
  private static func whole(_ read: () throws(SpoolError) -> SpoolEnvelope) throws(SpoolError) -> SpoolEnvelope? {
    do throws(SpoolError) { return try read() } catch {
      switch error {
      case .damaged, .gone, .planted, .notAnEnvelope, .witness: return nil
      case .failed, .closed: throw error
      }
    }
  }

  /// The names of all, without reading any of them.
  func names() throws -> [CallbackName] {
    let done = try spool.doneDays().flatMap { try spool.doneItems(on: $0) }.compactMap(\.name)
    return (done + (try spool.oddItems().compactMap(\.name)) + (try spool.scan())).map(CallbackName.init)
  }

  /// What a file says; nil when its body is no callback.
  static func callback(in envelope: SpoolEnvelope) -> CallbackEvidence? {
    let arrival = Arrival(envelope)
    return arrival.report.map { CallbackEvidence($0, of: arrival) }
  }
}

extension ResolvedUnmatched {
  /// An archived file lies there because a supervisor resolved it.
  func contains(_ item: DoneItem, in spool: SpoolDirectory) -> Bool {
    contains(
      item.name.map(CallbackName.init), item.nameDigests,
      code: (try? spool.read(item)).flatMap { Arrival($0).report?.resultCode })
  }
}
