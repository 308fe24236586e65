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
    /// Nil when the file is damaged or its body is no callback.
    var callback: CallbackEvidence?
  }

  let spool: SpoolDirectory

  init(spool: SpoolDirectory) { self.spool = spool }

  /// Reads all whose names `isWanted`, archived ones first, in the order of their names.
  func all(where isWanted: (CallbackName) -> Bool) throws -> [Item] {
    var items: [Item] = []
    func add(_ name: SpoolName?, _ place: Place, _ read: () throws -> SpoolEnvelope) {
      guard let name = name.map(CallbackName.init), isWanted(name) else { return }
      items.append(Item(name: name, place: place, callback: (try? read()).flatMap(Self.callback(in:))))
    }
    for day in try spool.doneDays() {
      for item in try spool.doneItems(on: day) { add(item.name, .done(item)) { try spool.read(item) } }
    }
    for item in try spool.oddItems() { add(item.name, .odd(item)) { try spool.read(item) } }
    for name in try spool.scan() { add(name, .delivered) { try spool.read(name) } }
    return items
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
