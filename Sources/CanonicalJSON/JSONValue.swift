/// A JSON value that keeps a number's own text, so that no shilling ever passes through a floating-point type.
package enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number, exactly as it was written: `1`, `1.0`, `1.00` and `1e2` are four different texts.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  /// A whole number.
  package static func integer(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }

  /// The string, if this is one.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The object, if this is one.
  package var object: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// The elements, if this is an array.
  package var array: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The boolean, if this is one.
  package var bool: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  /// The whole number, if this is a number written as one and it fits.
  package var integer: Int64? {
    if case .number(let text) = self { Int64(text) } else { nil }
  }

  /// The text of a string or of a number: for fields that Safaricom sends as either.
  package var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    default: nil
    }
  }

  /// The member of an object, nil for anything that is not an object.
  package subscript(_ name: String) -> JSONValue? { object?[name] }
}

extension JSONValue: ExpressibleByStringLiteral {
  /// A JSON string from a literal.
  package init(stringLiteral value: String) { self = .string(value) }
}

/// Members in the order in which they were written; names are unique.
package struct JSONObject: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// The members, in order.
  package private(set) var members: [(name: String, value: JSONValue)]

  /// An object with these members, in this order.
  package init(_ members: [(name: String, value: JSONValue)] = []) { self.members = members }

  /// An object from a literal, in the literal's order.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    members = elements.map { (name: $0.0, value: $0.1) }
  }

  /// The member's value; setting nil removes it, setting a new name appends it.
  package subscript(_ name: String) -> JSONValue? {
    get { members.first { $0.name == name }?.value }
    set {
      let index = members.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append((name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Takes another's members: what has the same name is replaced where it stands.
  package mutating func set(_ other: JSONObject) {
    for (name, value) in other.members { self[name] = value }
  }

  /// The object as text without spaces, members in their own order.
  package var compactText: String { JSONValue.object(self).compactText }

  /// Equal when names and values are equal in the same order: the order is part of the text.
  package static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.members.elementsEqual(right.members) { $0.name == $1.name && $0.value == $1.value }
  }
}
