/// One header field, in the order and spelling in which it was sent.
package struct SimulatedHeader: Sendable, Equatable {
  /// The field's name.
  package var name: String
  /// The field's value.
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// One HTTP request as it reached the simulator.
package struct SimulatedRequest: Sendable, Equatable {
  /// `GET`, `POST` and so on.
  package var method: String
  /// Path and query, as on the request line: `/oauth/v1/generate?grant_type=client_credentials`.
  package var target: String
  /// The header fields.
  package var headers: [SimulatedHeader]
  /// The body's bytes.
  package var body: [UInt8]

  package init(method: String, target: String, headers: [SimulatedHeader] = [], body: [UInt8] = []) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
  }

  /// The part of the target before the question mark.
  package var path: String {
    target.firstIndex(of: "?").map { String(target[..<$0]) } ?? target
  }

  /// The value of a query parameter, exactly as written; nil when it is absent.
  ///
  /// A blank after `client_credentials` was a real cause of refusals, so nothing is trimmed.
  package func parameter(_ name: String) -> String? {
    guard let mark = target.firstIndex(of: "?") else { return nil }
    for pair in target[target.index(after: mark)...].split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, parts[0] == name { return String(parts[1]) }
    }
    return nil
  }

  /// The value of a header field, whatever the case of its name.
  package func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}
