/// Keys in their order, each found by halving.
///
/// To put one in moves what stands behind it, which is small: keys, and no payments.
struct SortedKeys<Key: Comparable & Sendable>: RandomAccessCollection, Sendable, Equatable {
  private var keys: [Key] = []

  init() {}

  /// Any keys, put in order once.
  init(_ keys: [Key]) { self.keys = keys.sorted() }

  var startIndex: Int { 0 }
  var endIndex: Int { keys.count }
  subscript(position: Int) -> Key { keys[position] }

  /// All of them.
  var all: ArraySlice<Key> { keys[...] }

  mutating func insert(_ key: Key) {
    if let last = keys.last, last < key { keys.append(key) } else { keys.insert(key, at: keys.firstPlace(for: key)) }
  }

  mutating func remove(_ key: Key) { if let place = keys.place(of: key) { keys.remove(at: place) } }
}

extension RandomAccessCollection where Index == Int, Element: Comparable {
  /// Where a key stands, in a collection that is in order.
  func place(of key: Element) -> Int? {
    let place = firstPlace(for: key)
    return place < endIndex && self[place] == key ? place : nil
  }

  /// The first place that no smaller key has, in a collection that is in order.
  func firstPlace(for key: Element) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if self[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
