import Payments
import Spool

extension ShopCondition {
  /// The figures in Prometheus' text form (version 0.0.4): nobody's phone, name or receipt.
  package var metrics: String {
    var page = MetricsPage()
    page.gauge(
      "kaunta_up", "1: ledger and spool could be read.", ledgerTrouble == nil && spoolTrouble == nil ? 1 : 0)
    tally("payments_waiting", "Payments whose answer is still to come", waiting, &page)
    tally("payments_check", "Payments that a person must look at", check, &page)
    tally("unmatched", "Callbacks that fit no payment", unmatched, &page)
    if let today {
      page.gauge("kaunta_paid_today", "Payments that count as paid today.", Int64(today.paidCount))
      page.gauge("kaunta_paid_today_shillings", "Their shillings.", Int64(today.paidShillings))
      page.gauge(
        "kaunta_by_supervisor_today", "Payments whose money is the shop's today by a supervisor's word alone.",
        Int64(today.bySupervisorCount))
      page.gauge(
        "kaunta_by_supervisor_today_shillings", "Their shillings.", Int64(today.bySupervisorShillings))
    }
    tally("spool_arrived", "Callbacks that nobody has ingested yet", arrived, &page)
    if let newer { page.gauge("kaunta_spool_newer", "Callbacks that only a newer version can read.", Int64(newer)) }
    if let strays { page.gauge("kaunta_spool_strays", "Files in new/ that no listener put there.", Int64(strays)) }
    if let openTills { page.gauge("kaunta_tills_open", "Open desks.", Int64(openTills.count)) }
    listener(&page)
    poller(&page)
    page.family("kaunta_disk_free_bytes", "gauge", "Room where the shop's files lie.")
    for disk in disks { page.sample("kaunta_disk_free_bytes", disk.label, disk.room.freeBytes) }
    page.family("kaunta_disk_total_bytes", "gauge", "Size of the filesystems where the shop's files lie.")
    for disk in disks { page.sample("kaunta_disk_total_bytes", disk.label, disk.room.totalBytes) }
    if let backup {
      page.gauge(
        "kaunta_backup_timestamp_seconds", "When the ledger was copied last.", backup.wallMilliseconds / 1_000)
    }
    return page.text
  }

  private func tally(_ name: String, _ words: String, _ tally: Tally?, _ page: inout MetricsPage) {
    guard let tally else { return }
    page.gauge("kaunta_\(name)", words + ".", Int64(tally.count))
    page.gauge(
      "kaunta_\(name)_oldest_seconds", words + ": how long the oldest has been there.",
      (tally.oldestMilliseconds ?? 0) / 1_000)
  }

  private func listener(_ page: inout MetricsPage) {
    guard let reading = heartbeat else { return }
    guard case .beat(let heartbeat, let age) = reading else {
      return page.gauge("kaunta_listener_up", "1: the listener's heartbeat is fresh.", 0)
    }
    page.gauge(
      "kaunta_listener_up", "1: the listener's heartbeat is fresh.", ListenerPulse.isFresh(ageMilliseconds: age) ? 1 : 0
    )
    page.gauge("kaunta_listener_heartbeat_age_seconds", "Since its last heartbeat.", age / 1_000)
    page.gauge(
      "kaunta_listener_storing", "1: it can store callbacks, as far as it knows.", heartbeat.trouble == nil ? 1 : 0)
    page.gauge(
      "kaunta_listener_serves_shop", "1: it takes this shop's keys, at the public address of the settings.",
      listenerTerms.isServed(by: heartbeat) ? 1 : 0)
    page.gauge(
      "kaunta_answers_missing", "1: answers that should have come have not.", listenerTerms.answersAreMissing ? 1 : 0)
    page.family("kaunta_listener_requests_total", "counter", "What came to the listener since it started.")
    for (name, value) in heartbeat.counters.named {
      page.sample("kaunta_listener_requests_total", [("result", name)], Int64(value))
    }
  }

  private func poller(_ page: inout MetricsPage) {
    guard let poller else { return }
    var isUp: Int64 = 0
    if case .running(_, let turn) = poller {
      isUp = 1
      if let turn { page.gauge("kaunta_poller_turn_age_seconds", "Since the poller's last turn.", turn / 1_000) }
    }
    page.gauge("kaunta_poller_up", "1: kaunta poll --watch runs.", isUp)
  }
}

extension ShopCondition.Disk {
  fileprivate var label: [(name: String, value: String)] { [("holds", names.joined(separator: ","))] }
}

/// Prometheus' text form, a line at a time.
struct MetricsPage {
  private(set) var text = ""

  mutating func gauge(_ name: String, _ help: String, _ value: Int64) {
    family(name, "gauge", help)
    sample(name, [], value)
  }

  mutating func family(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  mutating func sample(_ name: String, _ labels: [(name: String, value: String)], _ value: Int64) {
    let list = labels.map { label in
      let value = label.value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      return "\(label.name)=\"\(value)\""
    }
    text += name + (list.isEmpty ? "" : "{\(list.joined(separator: ","))}") + " \(value)\n"
  }
}
