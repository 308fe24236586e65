/// The least of many, found without looking at the others.
struct Heap<Element: Comparable & Sendable>: Sendable {
  private(set) var elements: [Element] = []

  /// The least.
  var least: Element? { elements.first }

  mutating func insert(_ element: Element) {
    elements.append(element)
    var place = elements.count - 1
    while place > 0, elements[place] < elements[(place - 1) / 2] {
      elements.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  mutating func removeLeast() {
    guard let last = elements.popLast(), !elements.isEmpty else { return }
    elements[0] = last
    var place = 0
    while true {
      let child = [2 * place + 1, 2 * place + 2].filter { $0 < elements.count }.min { elements[$0] < elements[$1] }
      guard let child, elements[child] < elements[place] else { return }
      elements.swapAt(child, place)
      place = child
    }
  }

  mutating func removeAll(where isUnwanted: (Element) -> Bool) {
    let kept = elements.filter { !isUnwanted($0) }
    // An array in ascending order is a heap.
    elements = kept.sorted()
  }
}
