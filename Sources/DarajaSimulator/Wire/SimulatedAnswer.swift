import CanonicalJSON

/// What the connection does with an answer: the half of a fault that no status code can show.
package enum SimulatedTransport: Sendable, Equatable {
  /// The whole answer, at once.
  case answer
  /// The whole answer, so much later on the client's own clock (`--speed` does not shorten it).
  case delayed(milliseconds: Int64)
  /// A TCP reset; not one byte of an answer.
  case connectionReset
  /// The head and the first half of the body, then the connection ends.
  case cutInMidBody
  /// The connection ends in order, without one byte of an answer.
  case noAnswer
}

/// One HTTP answer, and how it travels.
package struct SimulatedAnswer: Sendable, Equatable {
  /// The HTTP status.
  package var status: Int
  /// The header fields, without `Content-Length`, which the server adds.
  package var headers: [SimulatedHeader]
  /// The body's bytes.
  package var body: [UInt8]
  /// What the connection does with it.
  package var transport: SimulatedTransport
  /// What happened, for the request log: phones masked, no token, no callback address.
  package var note: String

  /// An answer that travels as it should.
  package init(
    status: Int, headers: [SimulatedHeader] = [], body: [UInt8] = [], transport: SimulatedTransport = .answer,
    note: String = ""
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.transport = transport
    self.note = note
  }

  /// The value of a header field, whatever the case of its name.
  package func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }

  /// A JSON answer.
  static func json(_ body: JSONObject, status: Int = 200, note: String) -> SimulatedAnswer {
    SimulatedAnswer(
      status: status, headers: [SimulatedHeader("Content-Type", "application/json")],
      body: Array(body.compactText.utf8), note: note)
  }

  /// A text of another type.
  static func text(_ status: Int, _ type: String, _ body: String, note: String) -> SimulatedAnswer {
    SimulatedAnswer(
      status: status, headers: [SimulatedHeader("Content-Type", type)], body: Array(body.utf8), note: note)
  }
}
