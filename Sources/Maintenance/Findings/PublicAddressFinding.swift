import Payments
import Spool
import Wording

/// What came of a callback that the shop sent to itself.
package enum TrialOutcome: Sendable, Equatable {
  /// Something answered; and what the spool has of it, if it has.
  case answered(status: Int, stored: TrialCallback?)
  /// Nothing was sent, for this reason.
  case notSent(NotSentReason)
  /// It went out, and no answer came.
  case unanswered
}

/// What a trial's outcome is judged by.
package struct TrialTerms: Sendable {
  /// The public address.
  package var url: String
  /// Where the listener listens.
  package var listensOn: String
  /// The name leads to this machine's own loopback, which says nothing of how others are seen.
  package var isOnLoopback: Bool
  /// No money moves in this home.
  package var isPractice: Bool
  /// Whatever address sends is taken for Safaricom's.
  package var acceptsAnyAddress: Bool
  /// The home is a shop server's, where a service is to listen.
  package var isServer = false

  /// Terms.
  package init(url: String, listensOn: String, isOnLoopback: Bool, isPractice: Bool, acceptsAnyAddress: Bool) {
    self.url = url
    self.listensOn = listensOn
    self.isOnLoopback = isOnLoopback
    self.isPractice = isPractice
    self.acceptsAnyAddress = acceptsAnyAddress
  }

  /// A stranger is one.
  var tellsStrangers: Bool { !isPractice && !acceptsAnyAddress }
}

extension Finding {
  private static let part = "public address"

  /// Whether a callback through the public address comes into this shop's spool.
  package static func trial(_ outcome: TrialOutcome, _ terms: TrialTerms) -> Finding {
    switch outcome {
    case .answered(200, let stored?): arrived(stored, terms)
    case .answered(let status, _): answered(status, terms)
    case .unanswered:
      bad(
        "\(terms.url) took a callback and did not answer it",
        "See whether the proxy there reaches the listener on \(terms.listensOn).")
    case .notSent(let reason): notReached(reason, terms)
    }
  }

  /// Whether callbacks find their way could not be tried, for this reason.
  package static func notLookedAt(_ reason: String) -> Finding {
    Finding(.look, part, "could not look whether callbacks come through it: \(reason)")
  }

  private static func arrived(_ stored: TrialCallback, _ terms: TrialTerms) -> Finding {
    let peer = stored.peer.map { ", which saw it come from \($0)" } ?? ""
    if terms.tellsStrangers, stored.peerClass == .listed {
      return bad(
        "a callback of this machine itself counts as Safaricom's\(peer): so does everybody's behind that address",
        "Take the proxy's address out of callbacks.safaricom_addresses and write it into callbacks.trusted_proxies.")
    }
    if terms.tellsStrangers, !terms.isOnLoopback, let peer = stored.peer, ["127.0.0.1", "::1"].contains(peer) {
      return Finding(
        .look, part,
        "a callback through \(terms.url) came into the spool, but the proxy does not say for whom it speaks: all of "
          + "Safaricom's count as a stranger's, and each payment is asked about",
        remedy: "Let it set X-Forwarded-For (nginx: proxy_set_header X-Forwarded-For $remote_addr).")
    }
    return Finding(.good, part, "a callback through \(terms.url) came into the spool\(peer)")
  }

  private static func answered(_ status: Int, _ terms: TrialTerms) -> Finding {
    let url = terms.url
    return switch status {
    case 200..<300:
      bad(
        "\(url) answered \(status) to a callback that is not in this shop's spool: something else takes Safaricom's "
          + "answers, and they are lost", "See what answers there, and lead /c/ to \(terms.listensOn).")
    case 300..<400:
      bad(
        "\(url) leads on to another address (\(status)), and Safaricom does not follow",
        "Write the address itself into callbacks.public_url, or let the proxy answer there.")
    case 401, 403, 407, 429:
      bad(
        "something at \(url) turns callbacks away (\(status)): a firewall, a login or a limit",
        "Let POST requests to /c/ through, without a login.")
    case 404:
      bad(
        "\(url) does not know this shop's callbacks (404)",
        "Lead /c/ to \(terms.listensOn), unchanged; and start the listener anew if the program was replaced since.")
    case 502, 504:
      bad(
        "a proxy answers at \(url), and does not reach the listener (\(status))",
        "Let it lead to \(terms.listensOn), where the listener is.")
    case 503:
      bad(
        "\(url) refused a callback (503): too many at once, or they cannot be stored",
        "Look at what doctor says of spool and listener, then at the proxy's limits.")
    default:
      bad("\(url) answered \(status) to a callback", "See what answers there, and lead /c/ to \(terms.listensOn).")
    }
  }

  private static func notReached(_ reason: NotSentReason, _ terms: TrialTerms) -> Finding {
    let url = terms.url
    switch reason {
    case .nameNotFound:
      return bad("the name in \(url) leads nowhere (DNS)", "Let the name server lead it to this shop's public address.")
    case .connectionRefused:
      if url.hasSuffix("//" + terms.listensOn) {
        return bad(
          "nothing listens at \(url): the listener, or the port that is held for it, is stopped",
          terms.isServer ? "Run systemctl start kaunta-listen.socket kaunta-listen." : "Start `kaunta listen`.")
      }
      return bad(
        "nothing listens at \(url)", "Start the proxy there (systemctl status nginx), or let the router lead to it.")
    case .certificateExpired:
      return bad(
        "the certificate of \(url) is out of date, and Safaricom sends nothing there",
        "Renew it (certbot renew), and let the proxy read it (systemctl reload nginx).")
    case .unknownAuthority:
      return bad(
        "nobody known here signed the certificate of \(url): Safaricom does not believe it either",
        "Get one from a public authority (certbot), with its whole chain (fullchain.pem).")
    case .certificateOfAnother:
      return bad(
        "the certificate at \(url) is for another name", "Get one for this name, or mend the proxy's settings.")
    case .secureConnectionFailed:
      return bad("no secure connection to \(url) comes about", "Let the proxy there speak TLS 1.2 or 1.3 on that port.")
    case .clockIsWrong:
      return bad("by this machine's clock the certificate of \(url) is not valid", "Set the clock right.")
    case .noAuthorities:
      return bad("this machine has no list of authorities to hold a certificate to", "Install ca-certificates.")
    default:
      return Finding(
        .look, part, "\(url) cannot be reached from this machine (\(reason.rawValue)), which some routers do not allow",
        remedy: "Try it from outside, with a phone's network say: \(url)/ must answer.")
    }
  }

  private static func bad(_ text: String, _ remedy: String) -> Finding { Finding(.bad, part, text, remedy: remedy) }

  /// How long the public address's certificate lasts.
  package static func certificate(endsWallMilliseconds end: Int64, at now: Moment) -> Finding {
    let left = end - now.wallMilliseconds
    let day = EastAfricaTime(wallMilliseconds: end).businessDay.text
    let renew = "See why it is not renewed: certbot renew --dry-run; systemctl list-timers certbot.timer."
    if left <= 0 { return Finding(.bad, "certificate", "it ended on \(day)", remedy: renew) }
    let words = "it ends on \(day), in \(spanWords(milliseconds: left).english)"
    // Renewed a month before its end: whoever has less than three weeks left is not renewed any more.
    if left < 3 * 86_400_000 { return Finding(.bad, "certificate", words, remedy: renew) }
    if left < 20 * 86_400_000 { return Finding(.look, "certificate", words, remedy: renew) }
    return Finding(.good, "certificate", words)
  }
}
