/// What was measured again and again, in ascending order.
struct Distribution {
  private let values: [Double]

  init(_ values: [Double]) { self.values = values.sorted() }

  var isEmpty: Bool { values.isEmpty }

  /// The value below which this share of all lies; 0 when nothing was measured.
  func quantile(_ share: Double) -> Double {
    guard let last = values.last else { return 0 }
    let place = Int(Double(values.count) * share)
    return place < values.count ? values[place] : last
  }

  var median: Double { quantile(0.5) }
}

extension Double {
  /// With three digits that mean something.
  var short: String {
    let digits = self >= 100 ? 1.0 : self >= 10 ? 10.0 : 100.0
    let rounded = (self * digits).rounded() / digits
    return digits == 1 ? String(Int(rounded)) : String(rounded)
  }
}
