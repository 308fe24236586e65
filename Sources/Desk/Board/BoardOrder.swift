import Payments

/// Where a row stands among those of its group: what needs a person first, then the newest.
struct BoardKey: Comparable, Sendable {
  let needsPerson: Bool
  let recordedWallMilliseconds: Int64
  let id: PaymentID

  init(_ payment: PaymentSummary) {
    needsPerson = payment.status.needsPerson
    recordedWallMilliseconds = payment.recordedAt.wallMilliseconds
    id = payment.id
  }

  static func < (left: BoardKey, right: BoardKey) -> Bool {
    if left.needsPerson != right.needsPerson { return left.needsPerson }
    if left.recordedWallMilliseconds != right.recordedWallMilliseconds {
      return left.recordedWallMilliseconds > right.recordedWallMilliseconds
    }
    return left.id > right.id
  }
}

/// The order of the rows, as groups that lie one below the other, each in order by itself.
///
/// What needs somebody now, or is news to this till, can be pushed off the screen by nothing newer; what a customer at
/// this till waits for by no pile of troubles, of another till or of a bad hour at this one; and what this till has
/// over with by nothing of other tills but a few troubles. So a pile that is higher than that goes on below.
package struct BoardOrder: Sendable, Equatable {
  /// So many of this till's own troubles stand above what its customers wait for: the smallest board has room for both.
  static let mostAboveAwaited = 4
  /// So many troubles of other tills stand above what this till has over with.
  static let mostOfOthersAboveOwn = 3

  /// What belongs together, whatever it is that stands above it.
  package enum Group: Int, CaseIterable, Sendable {
    case ownNeedy, awaited, needy, own, others

    /// What a choice does not lift.
    var isNeedy: Bool { self == .ownNeedy || self == .needy }
    /// What stands there was asked for at this till, or was lifted.
    var isOwn: Bool { self == .ownNeedy || self == .awaited || self == .own }
  }

  private var groups = Group.allCases.map { _ in SortedKeys<BoardKey>() }

  init() {}

  /// Many rows at once, put in order once.
  init(_ placed: [(key: BoardKey, group: Group)]) {
    var keys: [[BoardKey]] = Group.allCases.map { _ in [] }
    for (key, group) in placed { keys[group.rawValue].append(key) }
    groups = keys.map(SortedKeys.init)
  }

  subscript(group: Group) -> SortedKeys<BoardKey> { groups[group.rawValue] }

  mutating func insert(_ key: BoardKey, in group: Group) { groups[group.rawValue].insert(key) }
  mutating func remove(_ key: BoardKey, from group: Group) { groups[group.rawValue].remove(key) }

  /// The row stands above all that this till's customers wait for.
  func isAboveAwaited(_ key: BoardKey, in group: Group) -> Bool {
    if self[.awaited].isEmpty { return true }
    return group == .ownNeedy && (self[.ownNeedy].all.place(of: key) ?? Self.mostAboveAwaited) < Self.mostAboveAwaited
  }

  /// All rows from the top, in pieces.
  var everybodys: [ArraySlice<BoardKey>] {
    let (ownNeedy, needy) = (self[.ownNeedy].all, self[.needy].all)
    return [
      ownNeedy.prefix(Self.mostAboveAwaited), self[.awaited].all, ownNeedy.dropFirst(Self.mostAboveAwaited),
      needy.prefix(Self.mostOfOthersAboveOwn), self[.own].all, needy.dropFirst(Self.mostOfOthersAboveOwn),
      self[.others].all,
    ]
  }

  /// Whose piece each of ``everybodys`` is.
  static let groupsOfPieces: [Group] = [.ownNeedy, .awaited, .ownNeedy, .needy, .own, .needy, .others]

  /// This till's rows alone, and of the others the one that was chosen, in their places.
  func own(andChosen chosen: BoardKey?) -> [ArraySlice<BoardKey>] {
    zip(everybodys, Self.groupsOfPieces).map { keys, group in
      if group.isOwn { return keys }
      guard let chosen, let place = keys.place(of: chosen) else { return [] }
      return keys[place...place]
    }
  }
}

/// Rows of the board from the top.
package struct BoardRows: RandomAccessCollection, Sendable {
  private let pieces: [ArraySlice<BoardKey>]
  private let rows: [PaymentID: Board.Row]
  package let endIndex: Int

  init(_ pieces: [ArraySlice<BoardKey>], of rows: [PaymentID: Board.Row]) {
    self.pieces = pieces
    self.rows = rows
    endIndex = pieces.reduce(0) { $0 + $1.count }
  }

  package var startIndex: Int { 0 }

  /// What belongs together, from the top, and how many rows each has: at least one.
  package var groups: [(group: BoardOrder.Group, count: Int)] {
    zip(BoardOrder.groupsOfPieces, pieces).reduce(into: []) { groups, piece in
      guard !piece.1.isEmpty else { return }
      if groups.last?.group == piece.0 {
        groups[groups.count - 1].count += piece.1.count
      } else {
        groups.append((piece.0, piece.1.count))
      }
    }
  }

  package subscript(position: Int) -> PaymentSummary {
    var left = position
    for piece in pieces {
      if left < piece.count {
        guard let row = rows[piece[piece.startIndex + left].id] else { break }
        return row.payment
      }
      left -= piece.count
    }
    preconditionFailure("no row \(position) of \(endIndex) on the board")
  }

  /// Where a row stands.
  func place(of key: BoardKey) -> Int? {
    var above = 0
    for piece in pieces {
      if let place = piece.place(of: key) { return above + place - piece.startIndex }
      above += piece.count
    }
    return nil
  }
}
