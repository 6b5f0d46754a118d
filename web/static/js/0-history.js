// What was sent to get this page is not kept: browsers write the history of a
// window to their disk, forms included. A page that was found by a name is asked
// for anew as the list.
history.replaceState(history.state, "", location.pathname === "/clients/find" ? "/clients" : location.href)
