import Cells

/// What changed between two sets of stored frames, each change once, however many frames have it.
package struct FrameComparison: Sendable {
  /// One change, and where it was seen.
  package struct Change: Sendable {
    /// The frame that shows it: before, or nil where it is new.
    package let before: Frame?
    /// The frame that shows it: after, or nil where it is gone.
    package let after: Frame?
    /// The cells that changed, in rows and columns of both.
    package let runs: [ChangedRun]
    /// The frames that have it, by file and size.
    package internal(set) var places: [String]
  }

  /// Every change, in the order of its first place.
  package private(set) var changes: [Change] = []
  /// How many frames were compared.
  package private(set) var compared = 0
  /// How many of them differ.
  package var differing: Int { changes.reduce(0) { $0 + $1.places.count } }

  private var byLook: [Look: Int] = [:]

  /// Compares files of frames by name.
  package init(before: [String: [StoredFrame]], after: [String: [StoredFrame]]) {
    for name in Set(before.keys).union(after.keys).sorted() {
      let old = before[name, default: []]
      let new = after[name, default: []]
      let headings =
        old.map(\.heading)
        + new.map(\.heading).filter { heading in
          !old.contains { $0.heading == heading }
        }
      for heading in headings {
        add(
          old.first { $0.heading == heading }?.frame, new.first { $0.heading == heading }?.frame,
          at: "\(name) \(heading)")
      }
    }
  }

  private mutating func add(_ before: Frame?, _ after: Frame?, at place: String) {
    compared += 1
    if before == after { return }
    let runs = if let before, let after { after.grid.runs(changedFrom: before.grid) } else { [ChangedRun]() }
    let look = Look(before: before, after: after, runs: runs)
    if let known = byLook[look] {
      changes[known].places.append(place)
    } else {
      byLook[look] = changes.count
      changes.append(Change(before: before, after: after, runs: runs, places: [place]))
    }
  }

  /// What makes two changes the same: the cells that changed, before and after, wherever they stand.
  private struct Look: Hashable {
    private let cells: [[Cell]]
    private let edges: [String]

    init(before: Frame?, after: Frame?, runs: [ChangedRun]) {
      cells = [before, after].map { frame in
        guard let grid = frame?.grid else { return [] }
        return runs.isEmpty ? grid.cells : runs.flatMap { run in run.columns.map { grid[run.row, $0] } }
      }
      edges = before?.edge == after?.edge ? [] : [before, after].map { $0?.edge ?? "" }
    }
  }
}

extension Frame {
  /// What a frame asks for beside its cells.
  fileprivate var edge: String {
    "\(windowTitle) \(cursor.map { "\($0.row) \($0.column)" } ?? "") \(grid.columns) \(grid.rows)"
  }
}
