package look

func noticeIcon(kind string) string {
	if kind == "done" {
		return "done"
	}
	return "warning"
}

// noticeRole lets trouble interrupt a screen reader and good news wait its turn.
func noticeRole(kind string) string {
	if kind == "done" {
		return "status"
	}
	return "alert"
}
